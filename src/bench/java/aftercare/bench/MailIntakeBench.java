package aftercare.bench;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A mailbox full of reports, read by the shipped product from a real IMAP server until each is a case: kept raw, taken apart, its
 * picture stored, promises started, an acknowledgement written.
 */
final class MailIntakeBench implements Benchmark {

    private static final int WARM_UP = 200;
    private static final int MAILS = 600;

    @Override
    public List<String> names() {
        return List.of("mail-intake");
    }

    @Override
    public Result run(Path work) throws Exception {
        var server = new GreenMail(ServerSetup.IMAP.dynamicPort());
        server.start();
        try (var product = Product.start(work.resolve("mail-intake")); var database = product.database(); var admin = new Caller(product.port)) {
            admin.signIn("admin", "aftercare");
            rate(server, product, database, admin, "warm-up", WARM_UP);
            var pace = rate(server, product, database, admin, "measured", MAILS);
            var section = String.format(Locale.ROOT, """
                    ## A mailbox full of reports

                    %d mails, each Chinese text with an HTML form and a picture, lie in a mailbox of a real IMAP server (GreenMail, in the same machine). The
                    shipped product reads them and makes a case of each. From the moment the mailbox is set up until the last case is there: **%.0f mails a minute**;
                    the product used %.1f processor seconds for it, which would be %.0f a minute on one core of its own. One mailbox is read by one thread. The database's
                    share is not in the processor seconds. Aim: 200 mails a minute on one core.
                    """, MAILS, pace.perMinute(), pace.cpuSeconds(), MAILS * 60 / pace.cpuSeconds());
            return new Result(List.of(new Figure("mail-intake", pace.perMinute(), "mails/min")), section);
        } finally {
            server.stop();
        }
    }

    private record Pace(double perMinute, double cpuSeconds) {}

    private static Pace rate(GreenMail server, Product product, Connection database, Caller admin, String name, int mails) throws Exception {
        var address = "%s-%d@example.com".formatted(name, System.nanoTime());
        var user = server.setUser(address, address, "secret");
        var picture = java.util.Base64.getMimeEncoder().encodeToString(picture());
        for (int i = 0; i < mails; i++) {
            user.deliver(GreenMailUtil.newMimeMessage(mail(address, i, picture)));
        }
        var cpu = cpu(product);
        var began = System.nanoTime();
        Caller.expect(201, admin.post("/api/mailboxes", """
                {"branch":"%s","name":"%s","address":"%s","imapHost":"127.0.0.1","imapPort":%d,"imapSecurity":"NONE","smtpHost":"","smtpPort":465,"smtpSecurity":"TLS",
                 "user":"%s","password":"secret","signature":"","acknowledges":true,"takesOld":true,"active":true,"version":0}
                """.formatted(branch(database), name, address, server.getImap().getPort(), address)));
        while (taken(database, address) < mails) {
            LockSupport.parkNanos(100_000_000);
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        var used = cpu(product) - cpu;
        Bench.say("%s: %d mails in %.1f s, %.1f processor seconds", name, mails, seconds, used);
        return new Pace(mails * 60 / seconds, used);
    }

    private static String mail(String to, int n, String picture) {
        return """
                From: =?gbk?B?zfXDvA==?= <customer%d@example.com>
                To: %s
                Subject: =?utf-8?B?6Zeo56aB5LiN5byA?= %d
                Message-ID: <%d-%s>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: multipart/alternative; boundary=inner

                --inner
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: base64

                5LiJ5Y+36Zeo56aB5Yi35Y2h5rKh5pyJ5Y+N5bqU77yM57qi54Gv5LiA55u05Lqu77yM6K+35bC95b+r5rS+5Lq65p2l55yL44CC
                --inner
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: base64

                PHA+5LiJ5Y+36Zeo56aB5Yi35Y2h5rKh5pyJ5Y+N5bqU77yM57qi54Gv5LiA55u05Lqu44CCPC9wPg==
                --inner--
                --outer
                Content-Type: image/jpeg; name="door%d.jpg"
                Content-Transfer-Encoding: base64

                %s
                --outer--
                """.formatted(n, to, n, n, to, n, picture).replace("\n", "\r\n");
    }

    /** Noise, so that it does not shrink: about the size of a phone's picture sent small. */
    private static byte[] picture() throws IOException {
        var picture = new java.awt.image.BufferedImage(240, 180, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var random = new java.util.Random(7);
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                picture.setRGB(x, y, random.nextInt(0xffffff));
            }
        }
        var out = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(picture, "jpg", out);
        return out.toByteArray();
    }

    private static String branch(Connection database) throws SQLException {
        try (var statement = database.createStatement(); var row = statement.executeQuery("select id from identity.branch order by code limit 1")) {
            row.next();
            return row.getString(1);
        }
    }

    private static int taken(Connection database, String address) throws SQLException {
        try (var statement = database.prepareStatement("""
                select count(*) from mail.incoming i join mail.mailbox m on m.id = i.mailbox_id where m.address = ? and i.state = 'TAKEN'
                """)) {
            statement.setString(1, address);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static double cpu(Product product) {
        return ProcessHandle.of(product.pid()).flatMap(process -> process.info().totalCpuDuration()).orElseThrow().toMillis() / 1000.0;
    }
}
