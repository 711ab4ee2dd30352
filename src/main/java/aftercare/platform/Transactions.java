package aftercare.platform;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What reads for a screen plans each statement for its real values: with optional filters ("is null or …") one plan does not
 * fit all. Whatever else runs the same small statements and foreign key checks again and again, and keeps their plans:
 * planning them anew was a third of the database's work for a new case.
 */
@Configuration(proxyBeanMethods = false)
class Transactions {

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource) {
            @Override
            protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition) throws SQLException {
                super.prepareTransactionalConnection(connection, definition);
                if (definition.isReadOnly()) {
                    try (var statement = connection.createStatement()) {
                        statement.execute("set local plan_cache_mode = force_custom_plan");
                    }
                }
            }
        };
    }

    /** The framework makes none beside the one of the sessions. */
    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }
}
