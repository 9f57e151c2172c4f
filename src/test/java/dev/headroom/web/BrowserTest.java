package dev.headroom.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.headroom.access.Role;
import dev.headroom.testing.RunningServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Pages in a real browser; whatever its console, its policy or a dialog complains of is kept. */
abstract class BrowserTest extends RunningServer {

    static final String ADMINISTRATOR = "admin@example.com";

    private static final Map<String, String> SESSIONS = new HashMap<>();

    private static Chromium chromium;

    final List<String> complaints = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    static void start() {
        SESSIONS.clear();
        chromium = Chromium.launch();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    /** What there is to look at: the sample, unless a class has its own. */
    @BeforeEach
    void assessed() {
        fill();
    }

    @BeforeEach
    void listen() {
        complaints.clear();
    }

    @AfterEach
    void closeAll() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
    }

    /** A page of a browser in which the administrator has logged in; one session is enough for all tests of a class. */
    Page loggedIn(Browser.NewContextOptions options) {
        return loggedIn(ADMINISTRATOR, options);
    }

    /** A page of a browser of its own in which somebody of a role has logged in. */
    Page loggedIn(Role role) {
        return loggedIn(
                role == Role.ADMINISTRATOR ? ADMINISTRATOR : userOf(role),
                new Browser.NewContextOptions().setViewportSize(1440, 900));
    }

    private Page loggedIn(String email, Browser.NewContextOptions options) {
        var session = SESSIONS.get(email);
        if (session == null) {
            var first = page(new Browser.NewContextOptions());
            logIn(first, email, PASSWORD);
            session = first.context().storageState();
            SESSIONS.put(email, session);
        }
        return page(options.setStorageState(session));
    }

    void logIn(Page page, String email, String password) {
        open(page, "/login");
        page.getByLabel("E-mail").fill(email);
        page.getByLabel("Password").fill(password);
        page.locator("button.primary").click();
    }

    Page page(Browser.NewContextOptions options) {
        var context = chromium.browser().newContext(options);
        contexts.add(context);
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        return page;
    }

    void open(Page page, String path) {
        page.navigate("http://localhost:" + port + path);
    }

    /** Clicks what leads to another page, or to the same anew, and waits until that is there. */
    static void follow(Locator locator) {
        var page = locator.page();
        page.evaluate("window.left = true");
        locator.click();
        page.waitForFunction("() => !window.left && document.readyState === 'complete'");
    }

    /** Returns by how many pixels the page is wider than the window. */
    static int sideways(Page page) {
        return (Integer) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }
}
