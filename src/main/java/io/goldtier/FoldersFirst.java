package io.goldtier;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Has the folders, the database and the logs opened before the web server is made. What cannot be opened then ends the start
 * with its sentence alone; within a web server that is starting, the server would first tell of it at length.
 */
@Component
class FoldersFirst implements BeanFactoryPostProcessor, Ordered {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanNamesForType(ServletWebServerFactory.class, true, false)) {
            beans.getBeanDefinition(name).setDependsOn("vaultLock", "auditLog");
        }
    }

    /** Before {@link EarlyFreeze}, after which no bean changes. */
    @Override
    public int getOrder() {
        return 0;
    }
}
