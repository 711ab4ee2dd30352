package aftercare.cases;

import aftercare.contracts.RetentionBlocks;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** As long as a fault or a complaint of a project is open its customer pays no retention money. A question is neither. */
@Component
class OpenFaults implements RetentionBlocks {

    private static final int MOST = 50;

    private final JdbcClient jdbc;

    OpenFaults(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Block> of(UUID project) {
        return jdbc.sql("""
                select 'case' as kind, c.id, c.number, c.subject as title, c.opened_at as since
                  from cases.service_case c
                 where c.project_id = :project and c.status in ('NEW', 'ACTIVE', 'WAITING') and c.kind_code <> 'question'
                 order by c.opened_at limit :most
                """).param("project", project).param("most", MOST).query(Block.class).list();
    }
}
