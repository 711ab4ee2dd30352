package aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How the programs people use in China, and the usual others, begin what they quote. */
class ReplyCutterTests {

    private static final String OWN = "好的，明天上午可以来。\n电话 13800000001";

    static Stream<Arguments> quotations() {
        return Stream.of(
                Arguments.of("QQ邮箱", "------------------ 原始邮件 ------------------\n发件人: \"安心售后\" <service@example.com>;\n发送时间: 2026年3月2日(星期一) 上午10:11\n收件人: \"王敏\"<wang@qq.com>;\n主题: Re: 门禁不开 [SO-2026-000012]\n\n请问何时方便？"),
                Arguments.of("QQ邮箱 新版", "---原始邮件---\n发件人: \"安心售后\"<service@example.com>\n发送时间: 2026年3月2日(周一) 上午10:11\n收件人: \"王敏\"<wang@qq.com>;\n主题: 门禁不开\n请问何时方便？"),
                Arguments.of("163", "在 2026-03-02 10:11:12，\"安心售后\" <service@example.com> 写道：\n\n>请问何时方便？\n>谢谢"),
                Arguments.of("163 手机", "---- 回复的原邮件 ----\n| 发件人 | 安心售后<service@example.com> |\n| 日期 | 2026年03月02日 10:11 |".replace("---- 回复的原邮件 ----", "---- 原邮件 ----")),
                Arguments.of("126 英文头", "At 2026-03-02 10:11:12, \"安心售后\" <service@example.com> wrote:\n>请问何时方便？"),
                Arguments.of("Outlook 中文", "________________________________\n发件人: 安心售后 <service@example.com>\n发送时间: 2026年3月2日 10:11\n收件人: 王敏 <wang@example.com>\n主题: 门禁不开\n\n请问何时方便？"),
                Arguments.of("Outlook 桌面", "发件人: 安心售后 <service@example.com> \n发送时间: Monday, March 2, 2026 10:11 AM\n收件人: 王敏\n抄送: 李强\n主题: 答复: 门禁不开\n\n请问何时方便？"),
                Arguments.of("Outlook 全角冒号", "发件人：安心售后\n发送时间：2026-03-02 10:11\n收件人：王敏\n主题：门禁不开\n\n请问"),
                Arguments.of("Outlook 加粗", "**发件人:** 安心售后\n**发送时间:** 2026年3月2日\n**收件人:** 王敏\n**主题:** 门禁"),
                Arguments.of("Outlook 英文", "-----Original Message-----\nFrom: Service <service@example.com>\nSent: Monday, March 2, 2026 10:11 AM\nTo: Wang\nSubject: door"),
                Arguments.of("Outlook 繁體", "寄件者: 安心售後 <service@example.com>\n寄件日期: 2026年3月2日\n收件者: 王敏\n主旨: 門禁\n\n請問"),
                Arguments.of("Foxmail", "\n\n\n发件人： 安心售后\n发送时间： 2026-03-02 10:11\n收件人： 王敏\n主题： 门禁不开\n请问何时方便？"),
                Arguments.of("Gmail", "On Mon, Mar 2, 2026 at 10:11 AM Service <service@example.com> wrote:\n\n> When?\n> Regards"),
                Arguments.of("Gmail 折行", "On Mon, Mar 2, 2026 at 10:11 AM After-sales Service Suzhou\n<service@example.com> wrote:\n\n> When?"),
                Arguments.of("Gmail 中文", "安心售后 <service@example.com> 于2026年3月2日周一 10:11写道：\n\n> 请问何时方便？"),
                Arguments.of("Gmail 繁體", "安心售後 <service@example.com> 於 2026年3月2日 週一 上午10:11寫道：\n\n> 請問"),
                Arguments.of("Apple Mail", "> 2026年3月2日 10:11，安心售后 <service@example.com> 写道：\n> \n> 请问何时方便？"),
                Arguments.of("Apple Mail 不带引号", "在 2026年3月2日，上午10:11，安心售后 <service@example.com> 写道：\n\n请问何时方便？"),
                Arguments.of("iPhone", "发自我的 iPhone\n\n> 在 2026年3月2日，10:11，安心售后 <service@example.com> 写道：\n> \n> 请问何时方便？"),
                Arguments.of("iPhone English", "Sent from my iPhone\n\nOn Mar 2, 2026, at 10:11, Service <service@example.com> wrote:\n\n﻿When?"),
                Arguments.of("企业微信邮箱", "------------------ Original ------------------\nFrom: \"安心售后\"<service@example.com>;\nDate: Mon, Mar 2, 2026 10:11 AM\nTo: \"王敏\"<wang@example.com>;\nSubject: 门禁"),
                Arguments.of("阿里云邮箱", "------------------------------------------------------------------\n发件人：安心售后 <service@example.com>\n发送时间：2026年3月2日(星期一) 10:11\n收件人：王敏<wang@example.com>\n主　题：门禁不开\n\n请问".replace("主　题", "主题")),
                Arguments.of("只有引号", "> 请问何时方便？\n> 谢谢"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quotations")
    void whatWasWrittenIsPartedFromWhatWasQuoted(String program, String quotation) {
        var cut = ReplyCutter.cut(OWN + "\n\n" + quotation);

        assertThat(cut.fresh()).isEqualTo(OWN);
        assertThat(cut.quoted()).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quotations")
    void windowsLineEndsMakeNoDifference(String program, String quotation) {
        assertThat(ReplyCutter.cut((OWN + "\n\n" + quotation).replace("\n", "\r\n")).fresh()).isEqualTo(OWN);
    }

    static Stream<String> wholes() {
        return Stream.of(
                "门禁不开了，麻烦来看看。",
                "王工在邮件里写道：先断电再重启。我们照做了，没有用。",
                "发件人: 这一栏在软件里是空的，请问怎么填？",
                "故障现象：\n> 不是引用，是提示符",
                "On Monday I wrote: the door is broken. It still is.",
                "----------\n下面是日志\n----------\n10:11 error");
    }

    @ParameterizedTest
    @MethodSource("wholes")
    void whatOnlyLooksLikeAQuotationIsNotHidden(String text) {
        var cut = ReplyCutter.cut(text);

        assertThat(cut.fresh()).isEqualTo(text);
        assertThat(cut.quoted()).isEmpty();
    }

    @Test
    void whoeverAnswersBetweenTheQuotedLinesIsReadAsAWhole() {
        var text = "On Mon, Mar 2, 2026 Service <service@example.com> wrote:\n> 何时方便？\n明天上午\n> 谁在现场？\n王敏";

        assertThat(ReplyCutter.cut(text).fresh()).isEqualTo(text);
    }

    @Test
    void whoeverOnlyForwardsMeansWhatIsForwarded() {
        var text = "------------------ 原始邮件 ------------------\n发件人: \"客户\" <k@qq.com>;\n主题: 电梯困人\n\n三号梯停了";

        assertThat(ReplyCutter.cut(text).fresh()).contains("三号梯停了");
    }

    @Test
    void fourThousandStrangeLinesAreCutInNoTime() {
        var text = ("On > wrote 写道 发件人 ".repeat(5) + "\n").repeat(4000);
        var from = System.nanoTime();
        ReplyCutter.cut(text);

        assertThat(System.nanoTime() - from).isLessThan(5_000_000_000L);
    }
}
