package aftercare.portal;

import aftercare.customers.InvitationWay;
import aftercare.identity.CompanyDesk;
import aftercare.kernel.Subject;
import aftercare.notices.Message;
import aftercare.notices.NoticeDesk;
import aftercare.platform.AftercareSettings;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells somebody of a customer that he has access, and how to sign in. Its title holds the address, for a short message is no more than that. */
@Component
class Invitations implements InvitationWay {

    private record Guest(String name, String email, String phone, String locale, UUID customerId, String company, UUID branchId) {}

    private final NoticeDesk notices;
    private final CompanyDesk house;
    private final AftercareSettings settings;
    private final JdbcClient jdbc;

    Invitations(NoticeDesk notices, CompanyDesk house, AftercareSettings settings, JdbcClient jdbc) {
        this.notices = notices;
        this.house = house;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    @Override
    public void invite(UUID user, String invitedBy, String base) {
        var guest = jdbc.sql("""
                select u.name, u.email, u.phone, u.locale, k.id as customer_id, k.name as company, k.branch_id
                  from identity.app_user u join customers.customer k on k.id = u.customer_id where u.id = :user
                """).param("user", user).query(Guest.class).single();
        var look = house.now();
        var link = (settings.publicUrl() == null ? base : settings.publicUrl()).replaceFirst("/$", "") + "/portal/sign-in?way=code";
        notices.send(new Message("portal.invited", guest.locale(), guest.name(), guest.email(),
                Map.of("name", guest.name(), "by", invitedBy, "company", guest.company(), "link", link,
                        "house", guest.locale().equals("en") && !look.nameInEnglish().isBlank() ? look.nameInEnglish() : look.name()),
                guest.branchId(), Subject.of("customer", guest.customerId())).orTo(guest.phone()));
    }
}
