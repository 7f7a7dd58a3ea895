package io.goldtier;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Tells Spring as soon as all beans are known that no more will come. From then on it remembers which beans are of a type;
 * otherwise it looks through all of them again for each of the hundreds that are made along with the web server, which was
 * a fifth of the time to start.
 */
@Component
class EarlyFreeze implements BeanFactoryPostProcessor, Ordered {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        beans.freezeConfiguration();
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
