package io.baton.e2e.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import com.microsoft.playwright.options.AriaRole;
import io.baton.client.UpgradeView;
import io.baton.e2e.browser.RealBrowser;
import io.baton.e2e.browser.Tab;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.UnderLoad;
import io.baton.e2e.harness.Upgrades;
import io.baton.e2e.workload.DataFill;
import io.baton.e2e.workload.Target;
import io.baton.local.StackFile;
import io.baton.local.process.RunningProcess;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console in a real browser, on a real stack: every action that a person can do there. */
@Order(3)
@ExtendWith(SharedStack.class)
class ConsoleTest {

    private static final Duration UPGRADE = Duration.ofSeconds(90);
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm");
    private static final int MEGABYTES = 16;
    private static final Pattern SOME_SECONDS = Pattern.compile("Lag, last ([2-9]\\.\\d|\\d\\d) s");

    private final StackHarness stack;
    private RealBrowser browser;

    ConsoleTest(StackHarness stack) {
        this.stack = stack;
    }

    @BeforeEach
    void open() throws Exception {
        stack.clock().reset();
        browser = RealBrowser.start("http://127.0.0.1:"
                + StackFile.read(stack.home()).orElseThrow().ports().api());
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aPersonCreatesFillsUpgradesAndKeepsTheReceipt() {
        try (Tab tab = browser.open()) {
            long began = System.nanoTime();
            tab.go("/");
            tab.click(AriaRole.LINK, "Create an instance");
            tab.page().getByLabel("Name").fill("by-hand");
            tab.page().getByLabel("Engine version").selectOption("REDIS:6.2.7");
            tab.click(AriaRole.BUTTON, "Create");
            tab.sees("Running", Duration.ofSeconds(60));
            double created = seconds(began);
            String[] endpoint = tab.page().locator("#endpoint").textContent().split(":");
            DataFill data = DataFill.ofMegabytes(MEGABYTES);
            Target target = new Target(endpoint[0], Integer.parseInt(endpoint[1]), null);
            data.write(target, written -> {});
            double filled = seconds(began);
            tab.click(AriaRole.LINK, "Upgrade…");
            tab.sees("Nothing speaks against it.");
            tab.click(AriaRole.BUTTON, "Upgrade");
            tab.sees("Upgraded: the instance runs Redis 7.0.15.", UPGRADE);
            double upgraded = seconds(began);
            tab.click(AriaRole.LINK, "Receipt");
            tab.sees("No connection was closed.");
            System.out.printf(
                    "console walk: %d clicks, 2 fields; created after %.1f s, %d MB filled after %.1f s, upgraded after"
                            + " %.1f s, receipt after %.1f s%n",
                    tab.clicks(), created, MEGABYTES, filled, upgraded, seconds(began));
            assertThat(tab.clicks()).isLessThanOrEqualTo(5);
            assertThat(data.damaged(target)).isZero();
            tab.picture("receipt");

            renamesAndDeletes(tab);
            tab.expectNoMishap();
        }
    }

    private static void renamesAndDeletes(Tab tab) {
        tab.page().locator(".crumbs a").first().click();
        tab.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Rename"))
                .click();
        tab.page().locator("#name").fill("renamed-by-hand");
        tab.click(AriaRole.BUTTON, "Rename");
        tab.sees("The instance has a new name.");
        tab.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Delete"))
                .click();
        tab.page().locator("#confirm").fill("by-hand");
        tab.mayBeRefused();
        tab.click(AriaRole.BUTTON, "Delete the instance");
        assertThat(tab.page().locator("#confirm-error")).containsText("renamed-by-hand");
        assertThat(tab.page().locator("#confirm")).hasValue("by-hand");
        tab.page().locator("#confirm").fill("renamed-by-hand");
        tab.click(AriaRole.BUTTON, "Delete the instance");
        tab.sees("The instance is being deleted.");
        assertThat(tab.page().getByText("renamed-by-hand"))
                .hasCount(0, new HasCountOptions().setTimeout(UPGRADE.toMillis()));
    }

    @Test
    void everyActionAroundOneUpgradeUnderLoad() throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 1);
                Tab tab = browser.open()) {
            SlowSync.prepare(instance);
            searches(tab, instance);
            movesTheWindow(tab);
            choosesInTheForm(tab);
            try (UnderLoad load = UnderLoad.on(instance.endpoint())) {
                tab.click(AriaRole.BUTTON, "Upgrade");
                tab.sees("Snapshot synchronised", Duration.ofSeconds(30));
                assertThat(tab.page().locator(".stages .current")).containsText("Synchronise data");
                assertThat(tab.page().locator(".chart"))
                        .containsText(SOME_SECONDS, new ContainsTextOptions().setTimeout(30_000));
                tab.picture("upgrade-syncing");
                tab.sees("Waiting for window", UPGRADE);
                tab.sees("Waits for the window");
                looksOnThePhoneAndWithoutScripts(tab, instance.id());

                connectsAgainAfterARestart(tab);
                Windows.opensIn(stack, instance, Duration.ofHours(5));
                tab.sees("opens in 4 h 59 min", Duration.ofSeconds(30));
                asksBeforeItSwitches(tab);
                tab.sees("Upgraded: the instance runs Redis 7.0.15.", UPGRADE);
                load.stopAndExpectNothingHappened();
            }
            assertThat(instance.engineVersion()).isEqualTo("7.0.15");
            tab.expectNoMishap();
        }
    }

    private void searches(Tab tab, TestInstance instance) {
        tab.go("/console");
        tab.page().getByLabel("Search").fill("no-such-instance");
        tab.sees("No instance fits");
        tab.page().getByLabel("Search").fill(instance.id().toUpperCase(java.util.Locale.ROOT) + " running");
        assertThat(tab.page().locator("tbody tr")).hasCount(1);
        tab.sees("7.0.15 available");
        tab.click(tab.page().locator("tbody th a"));
        tab.sees(instance.id());
        tab.sees("--askpass");
    }

    private void movesTheWindow(Tab tab) {
        OffsetDateTime opens = stack.clock().now().plusHours(3);
        Page page = tab.page();
        page.locator("summary", new Page.LocatorOptions().setHasText("Change the window"))
                .click();
        page.getByLabel("Opens", new Page.GetByLabelOptions().setExact(true)).fill(TIME_OF_DAY.format(opens));
        page.getByLabel("Closes").fill(TIME_OF_DAY.format(opens.plusMinutes(10)));
        page.getByLabel("Time zone").fill("UTC");
        tab.mayBeRefused();
        tab.click(AriaRole.BUTTON, "Save the window");
        assertThat(page.locator("#end-error")).containsText("10 minutes long");
        assertThat(page.getByLabel("Closes")).hasValue(TIME_OF_DAY.format(opens.plusMinutes(10)));
        assertThat(page.getByLabel("Closes")).isFocused();

        page.getByLabel("Closes").fill(TIME_OF_DAY.format(opens.plusMinutes(45)));
        tab.click(AriaRole.BUTTON, "Save the window");
        tab.sees("The maintenance window is changed.");
        tab.sees(TIME_OF_DAY.format(opens) + " to " + TIME_OF_DAY.format(opens.plusMinutes(45)));
    }

    private static void choosesInTheForm(Tab tab) {
        Page page = tab.page();
        tab.click(AriaRole.LINK, "Upgrade…");
        tab.sees("Nothing speaks against it.");
        tab.picture("upgrade-form");
        page.locator("summary").click();
        tab.sees("only go forward");
        assertThat(page.locator("#target option")).hasCount(2);
        page.getByLabel("Version upgrade").selectOption("");
        tab.sees("Choose a version and a switch time.");
        page.getByLabel("Switch in the maintenance window").check();
        page.evaluate("document.getElementById('order').noValidate = true");
        tab.click(AriaRole.BUTTON, "Upgrade");
        assertThat(page.locator("#target-error")).containsText("Choose the version");
        tab.picture("upgrade-form-error");
        assertThat(page.getByLabel("Switch in the maintenance window")).isChecked();
        page.getByLabel("Version upgrade").selectOption("REDIS:7.0");
        tab.sees("Nothing speaks against it.");
        assertThat(page.locator(".specs")).containsText("Redis 7.0.15");
    }

    private void looksOnThePhoneAndWithoutScripts(Tab desk, String instanceId) {
        String upgrade = desk.page().url().replaceFirst("^http://[^/]+", "");
        try (Tab phone = browser.openOnPhone();
                Tab other = browser.open();
                Tab plain = browser.openWithoutScripts()) {
            phone.go("/console/instances/new").hasNoHorizontalScroll();
            phone.go("/console/upgrades").hasNoHorizontalScroll();
            phone.go("/console").hasNoHorizontalScroll();
            phone.picture("instances-phone-dark");
            phone.go("/console/instances/" + instanceId + "/upgrade").hasNoHorizontalScroll();
            phone.go("/console/instances/" + instanceId).hasNoHorizontalScroll();
            phone.go(upgrade).sees("Waits for the window");
            phone.hasNoHorizontalScroll();
            phone.picture("upgrade-waiting-phone-dark");
            assertThat(phone.background()).isNotEqualTo(desk.background());
            other.go("/console/instances/" + instanceId).sees("Upgrading");
            other.picture("instance");
            other.go("/console").sees(instanceId);
            other.picture("instances");
            other.go("/console/instances/new").picture("new-instance");
            other.go("/console/upgrades").picture("upgrades");
            plain.go(upgrade).click(AriaRole.LINK, "Switch now…");
            plain.sees("Switch now?");
            plain.click(AriaRole.LINK, "Not yet");
            plain.sees("Waiting for window");
            phone.expectNoMishap();
            other.expectNoMishap();
            plain.expectNoMishap();
        }
    }

    private void connectsAgainAfterARestart(Tab tab) throws Exception {
        RunningProcess service = stack.part("upgrade-api");
        tab.mayLoseItsConnection();
        service.kill();
        service.awaitExit(Duration.ofSeconds(30));
        assertThat(tab.page().locator("#lost")).isVisible();
        assertThat(tab.page().locator("#lost")).isHidden(new IsHiddenOptions().setTimeout(UPGRADE.toMillis()));
    }

    private static void asksBeforeItSwitches(Tab tab) {
        tab.click(AriaRole.LINK, "Switch now…");
        assertThat(tab.page().locator("dialog#switch-now")).isVisible();
        tab.press("Escape");
        assertThat(tab.page().locator("dialog#switch-now")).isHidden();
        tab.picture("upgrade-waiting");
        tab.click(AriaRole.LINK, "Switch now…");
        tab.page().locator("dialog#switch-now button.primary").click();
    }

    @Test
    void theKeyboardIsEnoughToUpgradeAndToCancel() throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 0);
                Tab tab = browser.open()) {
            Windows.opensIn(stack, instance, Duration.ofHours(3));
            tab.go("/console");
            tab.press("Tab");
            assertThat(tab.page().locator(".skip")).isFocused();
            tab.press("Enter");
            tab.tabTo("#q");
            tab.page().keyboard().type(instance.id());
            tab.press("Enter");
            assertThat(tab.page().locator("tbody tr")).hasCount(1);
            tab.tabTo("#link-" + instance.id());
            tab.press("Enter");
            tab.sees("Connect");
            tab.tabTo("#upgrade");
            tab.press("Enter");
            tab.sees("Preview of the new specs");
            tab.tabTo("#target");
            tab.tabTo("input[name=switchTime]");
            tab.press("ArrowDown");
            assertThat(tab.page().getByLabel("Switch in the maintenance window"))
                    .isChecked();
            tab.tabTo("button.primary");
            tab.press("Enter");
            tab.sees("Waiting for window", UPGRADE);
            tab.tabTo("#do-cancel");
            tab.press("Enter");
            assertThat(tab.page().locator("dialog#cancel")).isVisible();
            if (!(Boolean) tab.page().evaluate("document.activeElement.matches('dialog#cancel button.danger')")) {
                tab.tabTo("dialog#cancel button.danger");
            }
            tab.press("Enter");
            tab.sees("Cancelled: the instance is as it was before.", UPGRADE);
            assertThat(instance.engineVersion()).isEqualTo("6.2.7");

            UpgradeView second = stack.api().upgrade(instance.id(), "7.0", "MAINTENANCE_WINDOW");
            tab.go("/console/instances/" + instance.id() + "/upgrade");
            tab.sees("one at a time");
            stack.api().cancel(second.id());
            new Upgrades(stack.api()).await(second.id(), "CANCELLED");
            tab.expectNoMishap();
        }
    }

    private static double seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
    }
}
