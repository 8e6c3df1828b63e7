package io.baton.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** One page that a person looks at. It counts clicks, and remembers what must not happen: foreign requests, errors. */
public final class Tab implements AutoCloseable {

    /** The width of a narrow phone, in CSS pixels. */
    public static final int PHONE_WIDTH = 360;

    private static final int MOST_TABS = 80;

    private final BrowserContext context;
    private final Page page;
    private final String address;
    private final List<String> mishaps = new ArrayList<>();
    private final Set<Pattern> expected = new HashSet<>();
    private int clicks;

    Tab(BrowserContext context, String address) {
        this.context = context;
        this.address = address;
        this.page = context.newPage();
        String authority = URI.create(address).getAuthority();
        context.onRequest(request -> {
            if (!authority.equals(URI.create(request.url()).getAuthority())) {
                mishaps.add("a request to " + request.url());
            }
        });
        page.onPageError(error -> mishaps.add("a script failed: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && expected.stream().noneMatch(pattern -> pattern.matcher(message.text())
                            .find())) {
                mishaps.add("the browser's console says: " + message.text() + " at " + message.location());
            }
        });
    }

    public Page page() {
        return page;
    }

    public Tab go(String path) {
        page.navigate(address + path);
        return this;
    }

    public void click(Locator what) {
        clicks++;
        what.click();
    }

    public void click(AriaRole role, String name) {
        click(named(role, name));
    }

    public int clicks() {
        return clicks;
    }

    public Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Waits until the page shows a text. */
    public void sees(String text, Duration atMost) {
        assertThat(page.locator("main")).containsText(text, new ContainsTextOptions().setTimeout(atMost.toMillis()));
    }

    public void sees(String text) {
        sees(text, Duration.ofSeconds(10));
    }

    /** Goes on with the Tab key until something has the focus, which has to be seen on it. */
    public void tabTo(String selector) {
        for (int i = 0; i < MOST_TABS; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                assertThat((String) page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                        .as("focus is seen on " + selector)
                        .isEqualTo("solid");
                return;
            }
        }
        throw new AssertionError("the Tab key does not come to " + selector);
    }

    public void press(String key) {
        page.keyboard().press(key);
    }

    /** From now on a form may be refused, which the browser complains of. */
    public void mayBeRefused() {
        expected.add(Pattern.compile("status of 400"));
    }

    /** From now on the service may be away: the browser complains of that, and htmx of the event that it got instead. */
    public void mayLoseItsConnection() {
        expected.add(Pattern.compile("net::ERR_|status of 503|^Event$"));
    }

    public void hasNoHorizontalScroll() {
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of " + page.url())
                .isLessThanOrEqualTo((Integer) page.evaluate("document.documentElement.clientWidth"));
    }

    public String background() {
        return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    }

    /** A picture of the whole page: always under target, and in the documentation where that is to be written anew. */
    public void picture(String name) {
        byte[] picture = Palette.reduce(page.screenshot(new Page.ScreenshotOptions().setFullPage(true)));
        assertThat(picture.length).as("bytes of " + name).isLessThan(150_000);
        Path root = Path.of(System.getProperty("baton.root"));
        write(root.resolve("e2e/target/console"), name, picture);
        if (Boolean.getBoolean("baton.docs.write")) {
            write(root.resolve("docs/console"), name, picture);
        }
    }

    private static void write(Path folder, String name, byte[] picture) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name + ".png"), picture);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void expectNoMishap() {
        assertThat(mishaps).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
