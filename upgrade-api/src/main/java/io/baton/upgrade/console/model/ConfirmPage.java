package io.baton.upgrade.console.model;

/**
 * A question before something that can't be undone, for those whose browser opens no dialog.
 *
 * @param action where yes is sent
 * @param tone of the button that says yes: primary or danger
 */
public record ConfirmPage(
        String question, String means, String action, String yes, String no, String back, String tone) {

    public static ConfirmPage cancel(UpgradePage upgrade) {
        return new ConfirmPage(
                "Cancel the upgrade?",
                "The new nodes are removed. The instance stays as it is: " + upgrade.from() + ".",
                address(upgrade) + "/cancel",
                "Cancel the upgrade",
                "Go on upgrading",
                address(upgrade),
                "danger");
    }

    public static ConfirmPage switchNow(UpgradePage upgrade) {
        return new ConfirmPage(
                "Switch now?",
                "The traffic is handed over as soon as the new nodes have caught up, without waiting for the maintenance"
                        + " window.",
                address(upgrade) + "/switch-now",
                "Switch now",
                "Not yet",
                address(upgrade),
                "primary");
    }

    private static String address(UpgradePage upgrade) {
        return "/console/upgrades/" + upgrade.id();
    }
}
