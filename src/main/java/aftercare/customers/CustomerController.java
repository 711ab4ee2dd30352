package aftercare.customers;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Download;
import aftercare.platform.Sheets;
import aftercare.timeline.Timeline;
import aftercare.timeline.TimelinePage;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Customers, their contacts and sites. */
@RestController
@RequestMapping("/api/customers")
class CustomerController {

    record CustomerBody(@NotBlank @Size(max = 200) String name, @NotNull CustomerKind kind, @NotNull Tier tier, @NotNull UUID branchId,
                        @NotNull @Size(max = 60) String phone, @NotNull @Size(max = 200) String email, @NotNull @Size(max = 2000) String note,
                        int version) {

        Customer.Draft draft() {
            return new Customer.Draft(name, kind, tier, branchId, phone, email, note);
        }
    }

    record ContactBody(@NotBlank @Size(max = 60) String name, @NotNull @Size(max = 60) String title, @NotNull @Size(max = 60) String phone,
                       @NotNull @Size(max = 200) String email, boolean primary, int version) {

        Contact.Draft draft() {
            return new Contact.Draft(name, title, phone, email);
        }
    }

    record SiteBody(@NotBlank @Size(max = 200) String name, @Nullable @Size(max = 12) String regionCode, @NotNull @Size(max = 300) String address,
                    @Nullable @DecimalMin("-180") @DecimalMax("180") Double lng, @Nullable @DecimalMin("-90") @DecimalMax("90") Double lat,
                    int version) {

        Site.Draft draft() {
            return new Site.Draft(name, regionCode, address, lng, lat);
        }
    }

    record CallerView(UUID customerId, String customerNumber, String customerName, Tier tier, @Nullable UUID contactId, String name,
                      String title, String phone, String email) {}

    private final CustomerDesk desk;
    private final CustomerQueries queries;

    CustomerController(CustomerDesk desk, CustomerQueries queries) {
        this.desk = desk;
        this.queries = queries;
    }

    @Requires(Permission.CUSTOMERS_READ)
    @GetMapping
    CustomerQueries.CustomerPage list(Scope scope, @RequestParam(required = false) @Nullable String words,
                                      @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable Tier tier,
                                      @RequestParam(required = false) @Nullable CustomerKind kind,
                                      @RequestParam(required = false) @Nullable Boolean active,
                                      @RequestParam(required = false) @Nullable UUID after) {
        return queries.list(new CustomerQueries.Filter(words, branch, tier, kind, active), after, scope);
    }

    @Requires(Permission.CUSTOMERS_READ)
    @GetMapping("/export")
    void export(Scope scope, @RequestParam Sheets.Format format, @RequestParam(defaultValue = "zh-CN") String language,
                @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                @RequestParam(required = false) @Nullable Tier tier, @RequestParam(required = false) @Nullable CustomerKind kind,
                @RequestParam(required = false) @Nullable Boolean active, HttpServletResponse response) throws IOException {
        var title = CustomerSheet.TITLE.in(language);
        var out = Download.saved(response, title + "." + format.ending(), format.mediaType());
        try (var sheet = Sheets.write(out, format, title, CustomerSheet.headings(language))) {
            queries.each(new CustomerQueries.Filter(words, branch, tier, kind, active), scope,
                    row -> sheet.row(CustomerSheet.cells(row, language)));
        }
    }

    /** Who is calling or writing: everybody with this number or address, however it is written. */
    @Requires(Permission.CUSTOMERS_READ_PERSONAL)
    @GetMapping("/callers")
    List<CallerView> callers(Scope scope, @RequestParam(required = false) @Nullable String phone,
                             @RequestParam(required = false) @Nullable String email) {
        return queries.callers(phone, email, scope.reach(Permission.CUSTOMERS_READ_PERSONAL)).stream()
                .map(caller -> new CallerView(caller.customer().value(), caller.customerNumber(), caller.customerName(), caller.tier(),
                        caller.contact(), caller.name(), caller.title(), caller.phone(), caller.email())).toList();
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CustomerQueries.CustomerView create(Scope scope, @Valid @RequestBody CustomerBody body) {
        return queries.customer(desk.add(body.draft(), scope).value(), scope);
    }

    @Requires(Permission.CUSTOMERS_READ)
    @GetMapping("/{id}")
    CustomerQueries.CustomerView customer(Scope scope, @PathVariable UUID id) {
        return queries.customer(id, scope);
    }

    @Requires(Permission.CUSTOMERS_READ)
    @GetMapping("/{id}/timeline")
    TimelinePage timeline(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable String after) {
        return TimelinePage.of(desk.timeline(new CustomerId(id), Timeline.Position.read(after), scope));
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PutMapping("/{id}")
    CustomerQueries.CustomerView change(Scope scope, @PathVariable UUID id, @Valid @RequestBody CustomerBody body) {
        desk.change(new CustomerId(id), body.draft(), body.version(), scope);
        return queries.customer(id, scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PostMapping("/{id}/deactivate")
    CustomerQueries.CustomerView deactivate(Scope scope, @PathVariable UUID id) {
        desk.activate(new CustomerId(id), false, scope);
        return queries.customer(id, scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PostMapping("/{id}/activate")
    CustomerQueries.CustomerView activate(Scope scope, @PathVariable UUID id) {
        desk.activate(new CustomerId(id), true, scope);
        return queries.customer(id, scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PostMapping("/{id}/contacts")
    @ResponseStatus(HttpStatus.CREATED)
    CustomerQueries.CustomerView addContact(Scope scope, @PathVariable UUID id, @Valid @RequestBody ContactBody body) {
        desk.addContact(new CustomerId(id), body.draft(), body.primary(), scope);
        return queries.customer(id, scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PutMapping("/{id}/contacts/{contact}")
    CustomerQueries.CustomerView changeContact(Scope scope, @PathVariable UUID id, @PathVariable UUID contact, @Valid @RequestBody ContactBody body) {
        desk.changeContact(new CustomerId(id), contact, body.draft(), body.primary(), body.version(), scope);
        return queries.customer(id, scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PostMapping("/{id}/contacts/{contact}/deactivate")
    CustomerQueries.CustomerView deactivateContact(Scope scope, @PathVariable UUID id, @PathVariable UUID contact) {
        desk.activateContact(new CustomerId(id), contact, false, scope);
        return queries.customer(id, scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PostMapping("/{id}/contacts/{contact}/activate")
    CustomerQueries.CustomerView activateContact(Scope scope, @PathVariable UUID id, @PathVariable UUID contact) {
        desk.activateContact(new CustomerId(id), contact, true, scope);
        return queries.customer(id, scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PostMapping("/{id}/sites")
    @ResponseStatus(HttpStatus.CREATED)
    CustomerQueries.CustomerView addSite(Scope scope, @PathVariable UUID id, @Valid @RequestBody SiteBody body) {
        desk.addSite(new CustomerId(id), body.draft(), scope);
        return queries.customer(id, scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PutMapping("/{id}/sites/{site}")
    CustomerQueries.CustomerView changeSite(Scope scope, @PathVariable UUID id, @PathVariable UUID site, @Valid @RequestBody SiteBody body) {
        desk.changeSite(new CustomerId(id), site, body.draft(), body.version(), scope);
        return queries.customer(id, scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PostMapping("/{id}/sites/{site}/deactivate")
    CustomerQueries.CustomerView deactivateSite(Scope scope, @PathVariable UUID id, @PathVariable UUID site) {
        desk.activateSite(new CustomerId(id), site, false, scope);
        return queries.customer(id, scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PostMapping("/{id}/sites/{site}/activate")
    CustomerQueries.CustomerView activateSite(Scope scope, @PathVariable UUID id, @PathVariable UUID site) {
        desk.activateSite(new CustomerId(id), site, true, scope);
        return queries.customer(id, scope);
    }
}
