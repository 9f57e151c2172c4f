package dev.headroom.report;

import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** One weekly report, ready to be read or mailed: the same for everybody who asks on the same day. */
public final class ComposedReport {

    private final UUID assessment;
    private final IsoWeek week;
    private final String subject;
    private final String html;
    private final String text;
    private final List<Picture> pictures;

    ComposedReport(UUID assessment, IsoWeek week, String subject, String html, String text, List<Picture> pictures) {
        this.assessment = assessment;
        this.week = week;
        this.subject = subject;
        this.html = html;
        this.text = text;
        this.pictures = List.copyOf(pictures);
    }

    /** Returns the id of the snapshot that it shows. */
    public UUID assessment() {
        return assessment;
    }

    public IsoWeek week() {
        return week;
    }

    public String subject() {
        return subject;
    }

    /** Returns the mail's HTML part, byte for byte as it is sent: pictures by content id. */
    public String html() {
        return html;
    }

    /** Returns the same HTML for a browser: its pictures inside, as data addresses. */
    public String page() {
        String page = html;
        for (var picture : pictures) {
            page = page.replace(
                    "cid:" + picture.contentId(),
                    "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.png()));
        }
        return page;
    }

    /** Returns the mail's plain-text part, which is complete by itself. */
    public String text() {
        return text;
    }

    List<Picture> pictures() {
        return pictures;
    }

    /** A picture inside the mail. */
    static final class Picture {
        private final String contentId;
        private final String alternative;
        private final byte[] png;

        Picture(String contentId, String alternative, byte[] png) {
            this.contentId = contentId;
            this.alternative = alternative;
            this.png = png.clone();
        }

        String contentId() {
            return contentId;
        }

        /** Returns the sentence that stands for it where pictures are off. */
        String alternative() {
            return alternative;
        }

        byte[] png() {
            return png.clone();
        }
    }
}
