package aftercare.documents;

import static aftercare.documents.Samples.mp4;
import static aftercare.documents.Samples.picture;
import static aftercare.documents.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import aftercare.kernel.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MediaTypeTests {

    @TempDir Path folder;

    static Stream<Arguments> kept() {
        return Stream.of(
                arguments("照片.jpg", picture("jpg", 8, 8), "image/jpeg"),
                arguments("照片", picture("png", 8, 8), "image/png"),
                arguments("renamed.pdf", picture("gif", 8, 8), "image/gif"),
                arguments("IMG_0001.HEIC", mp4("heic"), "image/heic"),
                arguments("合同.pdf", text("%PDF-1.7\n1 0 obj\n"), "application/pdf"),
                arguments("记录.txt", text("第一行：声音异常。\n第二行\n"), "text/plain"),
                arguments("设备.csv", text("序列号,型号\nA1,M2\n"), "text/csv"),
                arguments("voice.mp3", text("ID3\3\0\0\0\0\0\0 and then sound"), "audio/mpeg"),
                arguments("voice.m4a", mp4("M4A "), "audio/mp4"),
                arguments("voice.amr", text("#!AMR\n<speech>"), "audio/amr"),
                arguments("voice.wav", text("RIFF\44\0\0\0WAVEfmt "), "audio/vnd.wave"),
                arguments("film.mp4", mp4("isom"), "video/mp4"),
                arguments("film.mov", mp4("qt  "), "video/quicktime"),
                arguments("设备.xlsx", Samples.workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
    }

    @ParameterizedTest
    @MethodSource("kept")
    void isToldFromTheContent(String name, byte[] content, String type) throws IOException {
        assertThat(MediaTypes.of(file(content), name)).isEqualTo(type);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("page.html", text("<!DOCTYPE html><html><script>alert(1)</script></html>")),
                arguments("photo.jpg", text("<html><body onload=alert(1)>")),
                arguments("drawing.svg", text("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")),
                arguments("photo.png", text("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>")),
                arguments("photo.jpg", text("MZ\u0090\0\3\0\0\0\4\0\0\0 This program cannot be run in DOS mode.")),
                arguments("photo.jpg", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
                arguments("clean.sh", text("#!/bin/sh\nrm -rf /\n")),
                arguments("setup.bat", text("@echo off\r\n")),
                arguments("script.js", text("alert(1)")),
                arguments("photos.zip", Samples.zip()),
                arguments("macro.docm", Samples.workbook()),
                arguments("unknown.bin", new byte[] {1, 2, 3, 4, 0, 9}));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedWithASentenceWhenItCouldBeRun(String name, byte[] content) throws IOException {
        var file = file(content);
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> MediaTypes.of(file, name))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("documents.type-not-allowed"))
                .withMessageContaining("allowed are pictures, PDF, text, audio, video and Office files");
    }

    @Test
    void namesLoseWhatIsNotAName() {
        assertThat(FileNames.cleaned("../../etc/passwd")).isEqualTo("passwd");
        assertThat(FileNames.cleaned("C:\\fakepath\\现场 照片.jpg")).isEqualTo("现场 照片.jpg");
        assertThat(FileNames.cleaned("a\r\nX-Evil: 1\0.jpg")).isEqualTo("aX-Evil: 1.jpg");
        assertThat(FileNames.cleaned("invoice\u202egpj.exe")).isEqualTo("invoicegpj.exe");
        assertThat(FileNames.cleaned("..")).isEqualTo("file");
        assertThat(FileNames.cleaned("长".repeat(300) + ".jpeg")).isEqualTo("长".repeat(115) + ".jpeg");
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("content"), content);
    }
}
