package dev.headroom.report;

import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.Optional;

/** What the same demand costs on one's own servers and in each cloud, as bars from zero. */
final class CostPicture {

    static final String CONTENT_ID = "costs";
    static final int WIDTH = 600;

    private static final int LABEL = 190;
    private static final int AMOUNT = 110;
    private static final int ROW = 30;
    private static final int PAD = 8;
    private static final int BAR = 16;

    /** One way to run the demand; {@code shown} is the amount in words. */
    record Bar(String name, double amount, String shown, boolean own) {}

    private final List<Bar> bars;

    CostPicture(List<Bar> bars) {
        this.bars = bars;
    }

    int height() {
        return 2 * PAD + bars.size() * ROW;
    }

    Optional<byte[]> png() {
        return Drawing.png(WIDTH, height(), this::draw);
    }

    private void draw(Graphics2D graphics) {
        double most = bars.stream().mapToDouble(Bar::amount).max().orElse(0);
        for (int i = 0; i < bars.size(); i++) {
            var bar = bars.get(i);
            float middle = PAD + i * ROW + ROW / 2f;
            graphics.setFont(bar.own() ? Drawing.BOLD : Drawing.FONT);
            graphics.setColor(Drawing.INK);
            graphics.drawString(Drawing.fitted(graphics, bar.name(), LABEL - 16), 6, middle + 4);
            double width = most <= 0 ? 0 : Math.max(0, bar.amount() / most) * (WIDTH - LABEL - AMOUNT);
            graphics.setColor(bar.own() ? Drawing.TEAL : Drawing.SOFT);
            graphics.fill(new RoundRectangle2D.Double(LABEL, middle - BAR / 2.0, Math.max(2, width), BAR, 3, 3));
            graphics.setColor(Drawing.INK);
            graphics.drawString(bar.shown(), (float) (LABEL + Math.max(2, width) + 8), middle + 4);
        }
    }
}
