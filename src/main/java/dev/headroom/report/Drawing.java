package dev.headroom.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the report's pictures have in common: paper, ink, type, and that each is drawn for dense screens. */
final class Drawing {

    static final Color INK = new Color(0x1a1f1e);
    static final Color SOFT = new Color(0x545b58);
    static final Color GRID = new Color(0xe9e6de);
    static final Color TEAL = new Color(0x0c6f7f);
    static final Color TEAL_WASH = new Color(0xd5e7e9);
    static final Color LIMIT = new Color(0xb0402f);
    static final Color ORDER = new Color(0x8a4b00);

    static final Font FONT = ReportFont.forDrawing(ReportFont.REGULAR, Font.PLAIN, 12);
    static final Font BOLD = ReportFont.forDrawing(ReportFont.BOLD, Font.BOLD, 12);

    private static final Logger log = LoggerFactory.getLogger(Drawing.class);
    private static final int SHARPNESS = 2; // pixels for each of the mail's, for dense screens

    private Drawing() {}

    /** Returns a PNG file; empty where this Java can't draw, since a report without a picture is still a report. */
    static Optional<byte[]> png(int width, int height, Consumer<Graphics2D> picture) {
        try {
            var image = new BufferedImage(width * SHARPNESS, height * SHARPNESS, BufferedImage.TYPE_INT_RGB);
            var graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.scale(SHARPNESS, SHARPNESS);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width, height);
            picture.accept(graphics);
            graphics.dispose();
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return Optional.of(out.toByteArray());
        } catch (IOException | RuntimeException | LinkageError e) { // no fonts, no native drawing library
            log.atWarn().setCause(e).log("report picture not drawn");
            return Optional.empty();
        }
    }

    /** Returns the text, cut to fit a width. */
    static String fitted(Graphics2D graphics, String text, int width) {
        var metrics = graphics.getFontMetrics();
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 1 && metrics.stringWidth(text.substring(0, end).stripTrailing() + "…") > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).stripTrailing() + "…";
    }
}
