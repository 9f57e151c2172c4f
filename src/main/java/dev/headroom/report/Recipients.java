package dev.headroom.report;

import jakarta.mail.internet.InternetAddress;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The recipients as rows. Those that {@code HEADROOM_MAIL_TO} names are among them, and keep their wishes when it changes. */
@Repository
class Recipients {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final ReportProperties.Mail settings;

    Recipients(JdbcClient jdbc, ReportProperties properties) {
        this.jdbc = jdbc;
        this.settings = properties.mail();
    }

    /** Returns all that were ever added and not removed, by address; those that a former setting named are left out. */
    List<Recipient> all(Instant now) {
        var named = settings.to().stream()
                .map(text -> ReportProperties.Mail.address("HEADROOM_MAIL_TO", text))
                .toList();
        named.forEach(address -> insert(address, true, now));
        var addresses = named.stream().map(Recipients::key).toList();
        return jdbc.sql("select * from report_recipient order by address").query(Recipients::recipient).list().stream()
                .filter(recipient -> !recipient.bySetting() || addresses.contains(recipient.address()))
                .toList();
    }

    /** Returns those that want the report. */
    List<Recipient> active(Instant now) {
        return all(now).stream()
                .filter(recipient -> recipient.unsubscribedAt() == null)
                .toList();
    }

    Optional<Recipient> find(UUID id) {
        return jdbc.sql("select * from report_recipient where id = ?")
                .param(id)
                .query(Recipients::recipient)
                .optional();
    }

    /** Adds one with no wishes; empty if the address is there already. */
    Optional<Recipient> insert(InternetAddress mailbox, boolean bySetting, Instant now) {
        return jdbc.sql("""
                        insert into report_recipient (id, address, mailbox, by_setting, secret, created_at)
                        values (?, ?, ?, ?, ?, ?) on conflict (address) do nothing returning *""")
                .params(UUID.randomUUID(), key(mailbox), mailbox.toString(), bySetting, newSecret(), at(now))
                .query(Recipients::recipient)
                .optional();
    }

    void change(UUID id, Wishes wishes) {
        var zone = wishes.zone();
        var currency = wishes.currency();
        jdbc.sql("""
                        update report_recipient
                        set role = :role, language = :language, zone = :zone, currency = :currency, weekday = :day,
                            pdf = :pdf, xlsx = :xlsx
                        where id = :id""")
                .param("role", wishes.role().code())
                .param("language", wishes.language().code())
                .param("zone", zone == null ? null : zone.getId(), Types.VARCHAR)
                .param("currency", currency == null ? null : currency.getCurrencyCode(), Types.VARCHAR)
                .param("day", wishes.day().getValue())
                .param("pdf", wishes.pdf())
                .param("xlsx", wishes.xlsx())
                .param("id", id)
                .update();
    }

    void unsubscribe(UUID id, Instant now) {
        jdbc.sql("update report_recipient set unsubscribed_at = ? where id = ? and unsubscribed_at is null")
                .params(at(now), id)
                .update();
    }

    /** Makes it want the report again; the links in its old mails become void. */
    void subscribe(UUID id) {
        jdbc.sql("update report_recipient set unsubscribed_at = null, secret = ? where id = ?")
                .params(newSecret(), id)
                .update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from report_recipient where id = ?").param(id).update();
    }

    Optional<byte[]> secret(UUID id) {
        return jdbc.sql("select secret from report_recipient where id = ?")
                .param(id)
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    static String key(InternetAddress address) {
        return address.getAddress().toLowerCase(Locale.ROOT);
    }

    private static byte[] newSecret() {
        var secret = new byte[32];
        RANDOM.nextBytes(secret);
        return secret;
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static Recipient recipient(ResultSet row, int number) throws SQLException {
        @Nullable String zone = row.getString("zone");
        @Nullable String currency = row.getString("currency");
        @Nullable OffsetDateTime left = row.getObject("unsubscribed_at", OffsetDateTime.class);
        return new Recipient(
                row.getObject("id", UUID.class),
                row.getString("address"),
                row.getString("mailbox"),
                row.getBoolean("by_setting"),
                ReportRole.of(row.getString("role")),
                Language.of(row.getString("language")),
                zone == null ? null : ZoneId.of(zone),
                currency == null ? null : Currency.getInstance(currency),
                DayOfWeek.of(row.getInt("weekday")),
                row.getBoolean("pdf"),
                row.getBoolean("xlsx"),
                left == null ? null : left.toInstant());
    }
}
