package aftercare.letters;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.Words;
import aftercare.promises.AgreedRules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of letters. */
@Component
@Transactional(readOnly = true)
class LetterQueries {

    private static final int SIZE = 50;

    record Filter(@Nullable String words, @Nullable UUID branch, @Nullable LetterStatus status) {}

    record Row(UUID id, String number, String title, UUID customerId, String customerName, String branchName, @Nullable String level, LetterStatus status, String tender,
               @Nullable UUID contractId, @Nullable String contractNumber, @Nullable UUID projectId, @Nullable String projectName, int unwatched, Instant savedAt,
               @Nullable Instant issuedAt) {}

    record Page(List<Row> rows, @Nullable UUID next) {}

    record Revision(int revision, Instant at, @Nullable String by) {}

    /** @param facts what is live, as it reads now or as it read when the letter went out */
    record View(Row letter, Draft draft, LetterFacts.Facts facts, List<List<String>> promised, List<Watched.Line> watched, String house, String contactLine, int revision,
                List<Revision> revisions, List<LetterAct> acts, boolean mayEdit, @Nullable Instant acceptedAt, @Nullable String issuedBy, int version) {}

    /** Letters of a contract, and the rules that hold for it alone. */
    record OfContract(List<Row> letters, List<AgreedRules.Given> rules, boolean mayBegin) {}

    private static final String LIST = """
            select l.id, l.number, l.title, l.customer_id, k.name as customer_name, b.name as branch_name, l.level, l.status, l.tender, l.contract_id,
                   c.number as contract_number, l.project_id, p.name as project_name, l.unwatched, l.saved_at, l.issued_at
              from letters.letter l
              join customers.customer k on k.id = l.customer_id
              join identity.branch b on b.id = l.branch_id
              left join contracts.contract c on c.id = l.contract_id
              left join assets.project p on p.id = l.project_id
             where (:everywhere or l.branch_id = any(:branches)) and cast(:partner as uuid) is null
               and (cast(:customer as uuid) is null or l.customer_id = :customer)
            """;

    private final JdbcClient jdbc;
    private final LetterDesk desk;
    private final LetterStore letters;
    private final LetterFacts facts;
    private final Watched watched;
    private final AgreedRules rules;

    LetterQueries(JdbcClient jdbc, LetterDesk desk, LetterStore letters, LetterFacts facts, Watched watched, AgreedRules rules) {
        this.jdbc = jdbc;
        this.desk = desk;
        this.letters = letters;
        this.facts = facts;
        this.watched = watched;
        this.rules = rules;
    }

    /** The newest first. */
    Page list(Filter filter, @Nullable UUID after, Scope scope) {
        var rows = jdbc.sql(LIST + """
                   and (cast(:words as text) is null or strpos(lower(l.number), :words) > 0 or strpos(lower(l.title), :words) > 0 or strpos(lower(l.tender), :words) > 0
                        or strpos(lower(k.name), :words) > 0 or strpos(lower(c.number), :words) > 0 or strpos(lower(p.name), :words) > 0)
                   and (cast(:branchOnly as uuid) is null or l.branch_id = :branchOnly)
                   and (cast(:status as text) is null and l.status <> 'GIVEN_UP' or l.status = :status)
                   and (cast(:after as uuid) is null or (l.created_at, l.id) < (select x.created_at, x.id from letters.letter x where x.id = :after))
                 order by l.created_at desc, l.id desc limit :size
                """).params(scope.reach(Permission.LETTERS_READ).params()).param("words", Words.of(filter.words())).param("branchOnly", filter.branch())
                .param("status", filter.status() == null ? null : filter.status().name()).param("after", after).param("size", SIZE + 1).query(Row.class).list();
        return rows.size() <= SIZE ? new Page(rows, null) : new Page(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    View view(UUID id, Scope scope) {
        var letter = desk.visible(id, scope);
        var row = jdbc.sql(LIST + " and l.id = :id").params(scope.reach(Permission.LETTERS_READ).params()).param("id", id).query(Row.class).single();
        record More(@Nullable Instant acceptedAt, @Nullable String issuedBy) {}
        var more = jdbc.sql("select l.accepted_at, u.name as issued_by from letters.letter l left join identity.app_user u on u.id = l.issued_by where l.id = :id").param("id", id)
                .query(More.class).single();
        var revisions = jdbc.sql("""
                select r.revision, r.saved_at as at, u.name as by from letters.revision r left join identity.app_user u on u.id = r.saved_by
                 where r.letter_id = :id order by r.revision desc limit 50
                """).param("id", id).query(Revision.class).list();
        var mayEdit = scope.reach(Permission.LETTERS_EDIT).covers(letter.branch(), null, letter.customer());
        return new View(row, letter.draft(), letters.facts(id).orElseGet(facts::now), watched.table(letter.draft().promises()),
                watched.look(letter.draft().promises(), letter.level(), row.contractNumber()), facts.house(), contactLine(letter.branch()), letter.revision(), revisions,
                mayEdit ? letter.status().acts() : List.of(), mayEdit, more.acceptedAt(), more.issuedBy(), letter.version());
    }

    OfContract ofContract(UUID contract, Scope scope) {
        record Ground(String number, UUID branchId, UUID customerId) {}
        var ground = jdbc.sql("select number, branch_id, customer_id from contracts.contract where id = :id").param("id", contract).query(Ground.class).optional()
                .filter(found -> scope.reach(Permission.CONTRACTS_READ).covers(found.branchId(), null, found.customerId()))
                .orElseThrow(() -> new Refusal.Missing("letters.no-such-contract", "there is no contract %s".formatted(contract), Map.of()));
        var rows = jdbc.sql(LIST + " and l.contract_id = :contract order by l.created_at desc, l.id desc limit 50").params(scope.reach(Permission.LETTERS_READ).params())
                .param("contract", contract).query(Row.class).list();
        return new OfContract(rows, rules.of(ground.number()), scope.reach(Permission.LETTERS_EDIT).covers(ground.branchId(), null, ground.customerId()));
    }

    /** @param revision an earlier one; null: as it is now */
    LetterPaper.Sheet sheet(UUID id, @Nullable Integer revision, Scope scope) {
        return sheet(desk.visible(id, scope), revision);
    }

    LetterPaper.Sheet sheet(Letter letter, @Nullable Integer revision) {
        var draft = revision == null || revision == letter.revision() ? letter.draft() : letters.revision(letter.id(), revision).orElseThrow(() -> LetterDesk.missing(letter.id()));
        record Names(String customer, String branch, @Nullable String contract, @Nullable String project, @Nullable Instant issuedAt, String zone) {}
        var names = jdbc.sql("""
                select k.name as customer, b.name as branch, c.title as contract, p.name as project, l.issued_at, b.zone
                  from letters.letter l join customers.customer k on k.id = l.customer_id join identity.branch b on b.id = l.branch_id
                  left join contracts.contract c on c.id = l.contract_id left join assets.project p on p.id = l.project_id where l.id = :id
                """).param("id", letter.id()).query(Names.class).single();
        var isDraft = letter.status() == LetterStatus.DRAFT || revision != null && revision != letter.revision();
        var about = names.contract() != null ? names.contract() : names.project() != null ? names.project() : letter.tender();
        return new LetterPaper.Sheet(facts.house(), names.branch(), contactLine(letter.branch()), letter.title(), letter.number(), names.customer(), about,
                names.issuedAt() == null ? facts.today() : LocalDate.ofInstant(names.issuedAt(), ZoneId.of(names.zone())), draft,
                letters.facts(letter.id()).orElseGet(facts::now), watched.table(draft.promises()),
                watched.look(draft.promises(), letter.level(), desk.contractNumber(letter)), isDraft);
    }

    private String contactLine(UUID branch) {
        return jdbc.sql("select concat_ws('  ', nullif(name, ''), nullif(address, ''), nullif(phone, '')) from identity.branch where id = :id").param("id", branch)
                .query(String.class).single();
    }
}
