package dev.headroom.report;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The typeface of pictures and print, shipped with the program so that they look the same on a machine without any. */
final class ReportFont {

    static final String FAMILY = "Liberation Sans";

    /** Empty only where the typeface is missing from the class path: then a built-in one stands in. */
    static final Optional<ReportFont> REGULAR = load("LiberationSans-Regular.ttf");

    static final Optional<ReportFont> BOLD = load("LiberationSans-Bold.ttf");

    private static final Logger log = LoggerFactory.getLogger(ReportFont.class);

    private final byte[] trueType;

    private ReportFont(byte[] trueType) {
        this.trueType = trueType;
    }

    private static Optional<ReportFont> load(String file) {
        try (InputStream in = ReportFont.class.getResourceAsStream("/liberation/" + file)) {
            return in == null ? Optional.empty() : Optional.of(new ReportFont(in.readAllBytes()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    InputStream stream() {
        return new ByteArrayInputStream(trueType);
    }

    /** Returns the typeface for drawing, or the platform's own where this one can't be had. */
    static Font forDrawing(Optional<ReportFont> font, int style, float size) {
        if (font.isPresent()) {
            try {
                return Font.createFont(Font.TRUETYPE_FONT, font.get().stream()).deriveFont(size);
            } catch (FontFormatException | IOException e) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("typeface not read");
            }
        }
        return new Font(Font.SANS_SERIF, style, Math.round(size));
    }
}
