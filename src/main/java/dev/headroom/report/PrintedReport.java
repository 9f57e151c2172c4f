package dev.headroom.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import dev.headroom.report.ComposedReport.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;

/** The report on paper: a tagged PDF with its fonts inside. */
final class PrintedReport {

    static {
        XRLog.setLoggingEnabled(false);
    }

    private PrintedReport() {}

    /**
     * Renders a page.
     *
     * @param xhtml well-formed; pictures by content id
     */
    static byte[] pdf(String xhtml, List<Picture> pictures) {
        var out = new ByteArrayOutputStream();
        var builder = new PdfRendererBuilder()
                .useFastMode()
                .usePdfUaAccessibility(true)
                .withProducer("Headroom")
                .withHtmlContent(withPictures(xhtml, pictures), null)
                .toStream(out);
        ReportFont.REGULAR.ifPresent(
                font -> builder.useFont(font::stream, ReportFont.FAMILY, 400, FontStyle.NORMAL, true));
        ReportFont.BOLD.ifPresent(
                font -> builder.useFont(font::stream, ReportFont.FAMILY, 700, FontStyle.NORMAL, true));
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException("the report could not be printed", e);
        }
        return out.toByteArray();
    }

    private static String withPictures(String xhtml, List<Picture> pictures) {
        String page = xhtml;
        for (var picture : pictures) {
            page = page.replace(
                    "cid:" + picture.contentId(),
                    "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.png()));
        }
        return page;
    }
}
