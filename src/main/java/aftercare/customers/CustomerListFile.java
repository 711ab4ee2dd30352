package aftercare.customers;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The contacts and the sites of the customers on the list, as files. */
@RestController
class CustomerListFile {

    private static final ListFile<CustomerQueries.SiteRow> SITES = ListFile.<CustomerQueries.SiteRow>of("现场", "現場", "Sites")
            .column("客户编号", "客戶編號", "Customer number", CustomerQueries.SiteRow::customerNumber)
            .column("客户", "客戶", "Customer", CustomerQueries.SiteRow::customerName)
            .column("现场名称", "現場名稱", "Site", CustomerQueries.SiteRow::name)
            .column("所在地区", "所在地區", "Region", CustomerQueries.SiteRow::region)
            .column("地址", "地址", "Address", CustomerQueries.SiteRow::address)
            .column("经度", "經度", "Longitude", CustomerQueries.SiteRow::lng)
            .column("纬度", "緯度", "Latitude", CustomerQueries.SiteRow::lat)
            .column("有效", "有效", "Active", CustomerQueries.SiteRow::active);

    private static final ListFile<CustomerQueries.ContactRow> CONTACTS = ListFile.<CustomerQueries.ContactRow>of("联系人", "聯絡人", "Contacts")
            .column("客户编号", "客戶編號", "Customer number", CustomerQueries.ContactRow::customerNumber)
            .column("客户", "客戶", "Customer", CustomerQueries.ContactRow::customerName)
            .column("联系人", "聯絡人", "Contact", CustomerQueries.ContactRow::name)
            .column("职务", "職務", "Title", CustomerQueries.ContactRow::title)
            .column("电话", "電話", "Phone", CustomerQueries.ContactRow::phone)
            .column("邮箱", "電子信箱", "Email", CustomerQueries.ContactRow::email)
            .column("主要联系人", "主要聯絡人", "Primary", CustomerQueries.ContactRow::primary)
            .column("有效", "有效", "Active", CustomerQueries.ContactRow::active);

    private final CustomerQueries queries;

    CustomerListFile(CustomerQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.CUSTOMERS_READ)
    @GetMapping("/api/customers/sites/export")
    void sites(Scope scope, @ParameterObject CustomerQueries.Filter filter, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        SITES.<UUID>send(response, ask, after -> part(filter, after, scope, page -> queries.sitesOf(page)));
    }

    @Requires(Permission.CUSTOMERS_READ)
    @GetMapping("/api/customers/contacts/export")
    void contacts(Scope scope, @ParameterObject CustomerQueries.Filter filter, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        CONTACTS.<UUID>send(response, ask, after -> part(filter, after, scope, page -> queries.contactsOf(page, scope)));
    }

    private interface Of<R> {
        java.util.List<R> rows(UUID[] customers);
    }

    private <R> Part<R, UUID> part(CustomerQueries.Filter filter, @Nullable UUID after, Scope scope, Of<R> of) {
        var page = queries.list(filter, after, scope);
        return new Part<>(of.rows(page.rows().stream().map(CustomerQueries.CustomerRow::id).toArray(UUID[]::new)), page.next());
    }
}
