package aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.kernel.Refusal;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReadingTests {

    private static final String WORDS = "三号门禁刷卡没有反应，红灯一直亮，请尽快派人来看。联系电话 13800000001";

    static ReadMail read(String mail) {
        return MailReading.read(mail.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A mail whose words are these bytes. */
    private static ReadMail of(String contentType, byte[] body) {
        var head = ("From: wang@example.com\r\nSubject: x\r\n" + contentType + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return MailReading.read(whole);
    }

    @Nested
    class Charsets {

        @ParameterizedTest
        @CsvSource({"gb2312, GB18030", "GBK, GBK", "gb18030, GB18030", "utf-8, UTF-8", "UTF8, UTF-8", "x-gbk, GBK", "'\"gb2312\"', GBK"})
        void thatAreNamedAreRead(String named, String real) {
            assertThat(of("Content-Type: text/plain; charset=" + named + "\r\n", WORDS.getBytes(Charset.forName(real))).text()).isEqualTo(WORDS);
        }

        @Test
        void ofTaiwanAreRead() {
            var words = "三號門禁刷卡沒有反應，請儘快派人來看";
            assertThat(of("Content-Type: text/plain; charset=big5\r\n", words.getBytes(Charset.forName("Big5"))).text()).isEqualTo(words);
            assertThat(of("", words.getBytes(Charset.forName("Big5"))).text()).isEqualTo(words);
        }

        @ParameterizedTest
        @ValueSource(strings = {"GB18030", "UTF-8"})
        void thatAreNotNamedAreGuessed(String real) {
            assertThat(of("", WORDS.getBytes(Charset.forName(real))).text()).isEqualTo(WORDS);
        }

        @ParameterizedTest
        @ValueSource(strings = {"us-ascii", "utf-8", "x-unknown", "unknown-8bit", "_iso-2022-jp$ESC"})
        void thatAreNamedWronglyAreGuessed(String named) {
            assertThat(of("Content-Type: text/plain; charset=" + named + "\r\n", WORDS.getBytes(Charset.forName("GB18030"))).text()).isEqualTo(WORDS);
        }

        @Test
        void gb2312HoldsCharactersThatOnlyGbkKnows() {
            var words = "朱镕基路 喆工程师 €";
            assertThat(of("Content-Type: text/plain; charset=gb2312\r\n", words.getBytes(Charset.forName("GB18030"))).text()).isEqualTo(words);
        }

        @Test
        void ofAHeaderWithoutAnyEncodingAreGuessed() {
            var raw = ("From: \"王敏\" <wang@example.com>\r\nSubject: 门禁不开\r\n\r\nx").getBytes(Charset.forName("GBK"));
            assertThat(MailReading.read(raw).subject()).isEqualTo("门禁不开");
            assertThat(MailReading.read(raw).from()).isEqualTo(new HeaderWords.Person("王敏", "wang@example.com"));
        }
    }

    @Nested
    class AHeader {

        @Test
        void mayBeCutInTheMiddleOfACharacter() {
            var bytes = "门禁控制器刷卡没有反应".getBytes(StandardCharsets.UTF_8);
            var first = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes, 10));
            var second = Base64.getEncoder().encodeToString(java.util.Arrays.copyOfRange(bytes, 10, bytes.length));
            assertThat(HeaderWords.read("=?utf-8?B?%s?= =?utf-8?B?%s?=".formatted(first, second))).isEqualTo("门禁控制器刷卡没有反应");
        }

        @Test
        void keepsWhatStandsBetweenEncodedWords() {
            assertThat(HeaderWords.read("Re: =?gb2312?Q?=C3=C5=BD=FB?= SO-1 =?gb2312?B?sru/qg==?=")).isEqualTo("Re: 门禁 SO-1 不开");
        }

        @Test
        void thatIsBrokenStaysAsItIs() {
            assertThat(HeaderWords.read("=?utf-8?B?!!!?= =?nothing")).isEqualTo("=?nothing");
            assertThat(HeaderWords.read("=?utf-8?X?abc?=")).isEqualTo("=?utf-8?X?abc?=");
        }

        @Test
        void namesFilesInEveryWay() {
            assertThat(HeaderWords.parameters("attachment; filename*=utf-8''%E9%97%A8%E7%A6%81.pdf").get("filename")).isEqualTo("门禁.pdf");
            assertThat(HeaderWords.parameters("attachment; filename*0*=gbk''%C3%C5; filename*1*=%BD%FB.pdf").get("filename")).isEqualTo("门禁.pdf");
            assertThat(HeaderWords.parameters("attachment; filename=\"=?gbk?B?w8W9+y5wZGY=?=\"").get("filename")).isEqualTo("门禁.pdf");
        }

        @Test
        void saysWhenItWasWritten() {
            assertThat(read("Date: Mon, 2 Mar 2026 10:11:12 +0800 (CST)\n\nx").sentAt()).isEqualTo(Instant.parse("2026-03-02T02:11:12Z"));
            assertThat(read("Date: yesterday\n\nx").sentAt()).isNull();
        }

        @Test
        void namesWhoWroteHoweverOddly() {
            assertThat(HeaderWords.people("\"Wang, Min\" <Wang@Example.COM>, li@example.com (Li)"))
                    .containsExactly(new HeaderWords.Person("Wang, Min", "wang@example.com"), new HeaderWords.Person("Li", "li@example.com"));
            assertThat(HeaderWords.people("undisclosed-recipients:;")).isEmpty();
        }
    }

    @Nested
    class HtmlOnly {

        @Test
        void isReadAsLines() {
            var mail = of("Content-Type: text/html; charset=utf-8\r\n", "<style>p{}</style><div>您好</div><div>门禁<b>不开</b><br>请来</div><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
            assertThat(mail.text()).isEqualTo("您好\n门禁不开\n请来");
        }

        @Test
        void isShownWithoutAnythingThatRuns() {
            var page = SafeHtml.page("""
                    <p onclick="x()" style="color:red">您好<script>alert(1)</script><iframe src="http://x"></iframe><form action="http://x"><input></form>
                    <a href="javascript:alert(1)">a</a><a href="https://example.com">b</a><img src="http://spy.example.com/1.gif"><img src="cid:Logo">
                    <svg onload="x()"></svg><div style="background:url(http://spy)">c</div><base href="http://x"><meta http-equiv="refresh" content="0;url=http://x"></p>
                    """, Map.of("logo", new MailAttachment("l.png", "image/png", "logo", new byte[] {1, 2})), false);
            assertThat(page.html()).contains("您好", "color:red", "https://example.com", "data:image/png;base64,AQI=")
                    .doesNotContain("script", "onclick", "iframe", "form", "javascript:", "spy.example.com", "svg", "url(", "<base", "refresh");
            assertThat(page.blocked()).isOne();
            assertThat(SafeHtml.page("<img src=\"http://pictures.example.com/1.gif\">", Map.of(), true).html()).contains("pictures.example.com");
        }
    }

    @Nested
    class Beyond {

        @Test
        void theDepthLimitIsRefusedWithASentence() {
            var mail = new StringBuilder("From: a@example.com\nSubject: deep\n");
            for (int i = 0; i < 2000; i++) {
                mail.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\n\n--b").append(i).append('\n');
            }
            refuses(mail.toString(), "mail.nested-too-deep");
        }

        @Test
        void tenThousandPartsAreRefusedWithASentence() {
            refuses("From: a@example.com\nSubject: bomb\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\nContent-Type: text/plain\n\nx\n".repeat(10_000),
                    "mail.too-many-parts");
        }

        @Test
        void aGiantHeadIsRefusedWithASentence() {
            refuses("From: a@example.com\nSubject: head\n" + "X-Filler: 0123456789012345678901234567890123456789\n".repeat(400_000) + "\nx", "mail.head-too-long");
        }

        private void refuses(String mail, String code) {
            var from = System.nanoTime();
            assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> read(mail)).satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
            assertThat(System.nanoTime() - from).isLessThan(10_000_000_000L);
            var head = MailReading.head(mail.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(head.from()).isEqualTo(new HeaderWords.Person("", "a@example.com"));
            assertThat(head.subject()).isNotBlank();
        }
    }

    @Nested
    class Manners {

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
                "Auto-Submitted: auto-replied | AUTO_REPLY", "X-Autoreply: yes | AUTO_REPLY", "Precedence: auto_reply | AUTO_REPLY", "Subject: 自动回复: 我在休假 | AUTO_REPLY",
                "Subject: Out of Office: back Monday | AUTO_REPLY", "Precedence: bulk | LIST", "List-Id: <news.example.com> | LIST", "List-Unsubscribe: <mailto:x@y.z> | LIST",
                "Auto-Submitted: auto-generated | MACHINE", "X-Auto-Response-Suppress: All | MACHINE", "Return-Path: <> | MACHINE", "Auto-Submitted: no | PERSON",
                "Subject: 门禁不开 | PERSON"})
        void areRecognised(String header, Manner manner) {
            var raw = ("From: a@example.com\r\n" + header + "\r\n\r\nx").getBytes(StandardCharsets.UTF_8);
            assertThat(MailReading.read(raw).manner()).isEqualTo(manner);
        }

        @ParameterizedTest
        @ValueSource(strings = {"no-reply@example.com", "noreply@example.com", "MAILER-DAEMON@example.com", "postmaster@example.com", "donotreply@example.com"})
        void ofAddressesThatNobodyReads(String address) {
            assertThat(read("From: " + address + "\n\nx").manner()).isEqualTo(Manner.MACHINE);
        }

        @Test
        void aBounceSaysWhomItDidNotReachAndWhy() {
            var mail = read("""
                    From: MAILER-DAEMON@example.com
                    Subject: Undelivered
                    Content-Type: multipart/report; report-type=delivery-status; boundary=b

                    --b
                    Content-Type: text/plain

                    Sorry
                    --b
                    Content-Type: message/delivery-status

                    Reporting-MTA: dns; mx.example.com

                    Final-Recipient: rfc822; Wang@example.com
                    Action: failed
                    Status: 5.1.1
                    Diagnostic-Code: smtp; 550 no such user
                    --b
                    Content-Type: message/rfc822

                    Message-ID: <0199e1f0-0000-7000-8000-000000000001@aftercare>
                    Subject: x

                    x
                    --b--
                    """);
            assertThat(mail.manner()).isEqualTo(Manner.BOUNCE);
            assertThat(mail.bounced()).isEqualTo(new ReadMail.Bounce("wang@example.com", "5.1.1 smtp; 550 no such user", "0199e1f0-0000-7000-8000-000000000001@aftercare"));
        }
    }

    @Test
    void subjectsAreComparedWithoutWhatProgramsPutBeforeThem() {
        assertThat(ReadMail.plainSubject("回复：Re: 答复: Fwd: RE[2]: 门禁不开 [SO-2026-000012]")).isEqualTo("门禁不开");
        assertThat(ReadMail.plainSubject("Regarding the door")).isEqualTo("Regarding the door");
    }

    /** Real mails that broke other parsers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "webklex/gbk_charset.eml | PERSON | Nuu | Hi | 0",
            "webklex/ks_c_5601-1987_headers.eml | PERSON | RE: 회원님께 Ersi님이 메시지를 보냈습니다. | Content | 0",
            "webklex/missing_from.eml | MACHINE | Nuu | Hi | 0",
            "webklex/four_nested_emails.eml | PERSON | 3-third-subject | 3-third-content | 0",
            "webklex/multiple_html_parts_and_attachments.eml | PERSON | multiple_html_parts_and_attachments | This is the second html part | 2",
            "webklex/example_bounce.eml | BOUNCE | Mail delivery failed | This message was created automatically by mail delivery software. | 0",
            "nodemailer/delivery-status.eml | BOUNCE | Delivery Status Notification (Failure) | An error occurred while trying to deliver the mail to the following recipients: | 0",
            "nodemailer/nested.eml | PERSON | '' | 'Dear Sir,' | 0",
            "nodemailer/spam.eml | MACHINE | 123.042 Euro pro Jahr GRARANTIERT von einer Bank! KOSTENLOS | ----Freundliche Grüße Content-Type: text/html; Content-Transfer-Encoding: 7Bit | 0"})
    void realMailsAreRead(String file, Manner manner, String subject, String firstLine, int files) throws IOException {
        var mail = MailReading.read(Files.readAllBytes(Path.of("src/test/resources/mail", file)));

        assertThat(mail.manner()).isEqualTo(manner);
        assertThat(mail.subject()).isEqualTo(subject);
        assertThat(mail.text().lines().findFirst().orElse("").strip()).isEqualTo(firstLine);
        assertThat(mail.attachments()).hasSize(files);
    }
}
