package dev.headroom.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.Media;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Takes pictures of a running Headroom: {@code Screens <base address> <e-mail> <password> <folder> [name=path …]}.
 *
 * <p>Each page at 1440 and 390 pixels, light and dark; the overview also as it is printed.
 */
final class Screens {

    private static final List<String> PAGES = List.of(
            "overview=/",
            "forecast=/forecast/workers/bandwidth-public",
            "plan=/plan",
            "scenarios=/scenarios",
            "costs=/costs",
            "cash-flow=/costs/cash-flow",
            "assumptions=/costs/assumptions",
            "prices=/costs/prices",
            "servers=/costs/prices/bare-metal-servers",
            "purchases=/purchases",
            "pool=/pools/workers",
            "nodes=/nodes",
            "node=/nodes/worker-1",
            "fleet=/fleet",
            "links=/links",
            "start=/start",
            "data=/health",
            "accuracy=/accuracy",
            "replay=/accuracy/replay",
            "alerts=/alerts",
            "reports=/reports",
            "report-preview=/reports/preview",
            "users=/administration/users",
            "audit=/administration/audit",
            "failed=/pools/no-such-pool");
    private static final int TALLEST = 3000;

    private Screens() {}

    public static void main(String[] args) throws Exception {
        var folder = Files.createDirectories(Path.of(args[3]));
        var pages = args.length > 4 ? List.of(args).subList(4, args.length) : PAGES;
        try (var chromium = Chromium.launch()) {
            for (var theme :
                    Map.of("light", ColorScheme.LIGHT, "dark", ColorScheme.DARK).entrySet()) {
                for (int width : new int[] {1440, 390}) {
                    var options = new Browser.NewContextOptions()
                            .setViewportSize(width, width == 390 ? 844 : 900)
                            .setColorScheme(theme.getValue());
                    try (var context = chromium.browser().newContext(options)) {
                        var page = context.newPage();
                        logIn(page, args[0], args[1], args[2]);
                        for (var named : pages) {
                            var parts = named.split("=", 2);
                            var name = "%s-%d-%s".formatted(parts[0], width, theme.getKey());
                            shoot(page, args[0] + parts[1], folder.resolve(name + ".png"));
                            if (parts[0].equals("overview") && name.endsWith("1440-light")) {
                                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                                page.pdf(new Page.PdfOptions().setFormat("A4").setPath(folder.resolve("overview.pdf")));
                                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
                            }
                        }
                    }
                }
            }
        }
    }

    private static void logIn(Page page, String base, String email, String password) {
        page.navigate(base + "/login");
        page.getByLabel("E-mail").fill(email);
        page.getByLabel("Password").fill(password);
        page.locator("button.primary").click();
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }

    private static void shoot(Page page, String address, Path file) {
        page.navigate(address);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        var size = page.viewportSize();
        int height = (Integer) page.evaluate("document.documentElement.scrollHeight");
        page.setViewportSize(size.width, Math.clamp(height, size.height, TALLEST));
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        page.setViewportSize(size.width, size.height);
    }
}
