package aftercare.customers;

import aftercare.identity.Reach;
import aftercare.imports.ImportField;
import aftercare.imports.ImportRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom the rows of a file mean, who name customers by name or number. */
@Component
public class CustomerNames {

    public static final ImportField FIELD = ImportField.of("customer", 200, "客户", "客戶", "Customer",
            "客户名称", "客户编号", "用户单位", "使用单位", "单位名称", "业主", "业主单位", "甲方", "customername", "customernumber", "client", "company").must()
            .meaning("客户名称或客户编号", "客戶名稱或客戶編號", "Name or number of the customer").example("西溪湿地公园管理处");

    public record Known(UUID id, String number, String name, UUID branchId) {}

    /** Those that were asked for, by what they are called in the file. */
    public static final class Found {

        private final Map<String, List<Known>> byText = new HashMap<>();

        private Found(Collection<Known> customers) {
            for (var customer : customers) {
                byText.computeIfAbsent(customer.name(), _ -> new ArrayList<>()).add(customer);
            }
            customers.forEach(customer -> byText.put(customer.number(), List.of(customer)));
        }

        public Collection<UUID> ids() {
            return byText.values().stream().flatMap(Collection::stream).map(Known::id).distinct().toList();
        }

        /** The one that the row means; without one the row is told why. */
        public @Nullable Known one(ImportRow row, ImportField field) {
            var text = row.text(field);
            if (text.isEmpty() || row.failed(field)) {
                return null;
            }
            var found = byText.getOrDefault(text, List.of());
            if (found.size() != 1) {
                row.wrong(field, found.isEmpty() ? CustomerRemark.UNKNOWN_CUSTOMER : CustomerRemark.SEVERAL_CUSTOMERS, Map.of());
                return null;
            }
            row.means(field, found.getFirst().number() + " " + found.getFirst().name());
            return found.getFirst();
        }

        List<Known> called(String name) {
            return byText.getOrDefault(name, List.of());
        }
    }

    private final JdbcClient jdbc;

    CustomerNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Active ones within reach. */
    public Found of(List<ImportRow> rows, ImportField field, Reach reach) {
        var texts = ImportRow.said(rows, field);
        return new Found(jdbc.sql("""
                select c.id, c.number, c.name, c.branch_id
                  from (select k.id from customers.customer k join unnest(:texts) as n(text) on n.text = k.name
                        union select k.id from customers.customer k join unnest(:texts) as n(text) on n.text = k.number) as named
                  join customers.customer c on c.id = named.id
                 where c.active and (:everywhere or c.branch_id = any(:branches))
                   and cast(:partner as uuid) is null and (cast(:customer as uuid) is null or c.id = :customer)
                """)
                .params(reach.params()).param("texts", texts).query(Known.class).list());
    }
}
