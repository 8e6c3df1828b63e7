package io.baton.e2e.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.baton.local.process.Executables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium of this machine; none is downloaded. */
public final class RealBrowser implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // Grey edges of letters: smaller pictures, the same everywhere.
            "--disable-lcd-text");

    private final Playwright playwright;
    private final Browser browser;
    private final String address;

    private RealBrowser(Path executable, String address) {
        this.address = address;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(ARGUMENTS));
    }

    /** Skips the test where there is no Chromium. */
    public static RealBrowser start(String address) {
        Optional<Path> executable = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Executables.find(name).stream())
                .findFirst();
        assumeTrue(
                executable.isPresent(),
                "chromium is not on the PATH: the console is not tested in a browser; install Debian's package chromium");
        return new RealBrowser(executable.orElseThrow(), address);
    }

    /** A window as on a desk, in light colours. */
    public Tab open() {
        return new Tab(browser.newContext(new Browser.NewContextOptions().setViewportSize(1100, 800)), address);
    }

    /** A narrow phone, in dark colours. */
    public Tab openOnPhone() {
        return new Tab(
                browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(Tab.PHONE_WIDTH, 740)
                        .setColorScheme(com.microsoft.playwright.options.ColorScheme.DARK)),
                address);
    }

    /** One in which no script runs. */
    public Tab openWithoutScripts() {
        return new Tab(browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false)), address);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
