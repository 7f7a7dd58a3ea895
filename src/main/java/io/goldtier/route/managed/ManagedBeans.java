package io.goldtier.route.managed;

import io.goldtier.audit.AuditLog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.InvalidTargetObjectTypeException;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import javax.management.modelmbean.RequiredModelMBean;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.NotificationSenderAware;
import org.apache.camel.management.DefaultManagementObjectStrategy;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Shows Camel's routes and steps in JMX, where hawtio looks. Camel describes each of some thousand beans anew, though all
 * of a class are alike, which is a sixth of a start; here each class is described once.
 */
@Component
class ManagedBeans implements BeanPostProcessor {

    private final ObjectProvider<AuditLog> log;

    /** @param log made after all that is shown */
    ManagedBeans(ObjectProvider<AuditLog> log) {
        this.log = log;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof CamelContext camel) {
            camel.getCamelContextExtension().setManagementMBeanAssembler(new Assembler(camel, log::getObject));
            camel.getManagementStrategy().setManagementObjectStrategy(new DefaultManagementObjectStrategy() {
                @Override
                public Object getManagedObjectForCamelContext(CamelContext context) {
                    RouteStats stats = new RouteStats(context);
                    stats.init(context.getManagementStrategy());
                    return stats;
                }
            });
        }
        return bean;
    }

    private static class Assembler extends DefaultManagementMBeanAssembler {

        private final Map<Class<?>, ModelMBeanInfo> known = new ConcurrentHashMap<>();
        private final Supplier<AuditLog> log;

        Assembler(CamelContext camel, Supplier<AuditLog> log) {
            super(camel);
            this.log = log;
        }

        @Override
        public ModelMBean assemble(MBeanServer server, Object managed, ObjectName name) throws JMException {
            if (managed instanceof NotificationSenderAware || describesItself(managed)) {
                return super.assemble(server, managed, name);
            }
            ModelMBeanInfo info = known.get(managed.getClass());
            if (info == null) {
                ModelMBean first = super.assemble(server, managed, name);
                if (first == null) {
                    return null;
                }
                info = (ModelMBeanInfo) first.getMBeanInfo();
                known.put(managed.getClass(), info);
            }
            boolean mask = Boolean.TRUE.equals(
                    camelContext.getManagementStrategy().getManagementAgent().getMask());
            RequiredModelMBean bean = new RecordedBean(info, mask, name, log);
            try {
                bean.setManagedResource(managed, "ObjectReference");
            } catch (InvalidTargetObjectTypeException e) {
                throw new JMException(e.getMessage());
            }
            return bean;
        }

        /** Whether a step brings attributes of its own, so that its bean is not like the others of its class. */
        private static boolean describesItself(Object managed) {
            return managed instanceof ManagedInstance step
                    && step.getInstance() != null
                    && step.getInstance().getClass().isAnnotationPresent(ManagedResource.class);
        }
    }
}
