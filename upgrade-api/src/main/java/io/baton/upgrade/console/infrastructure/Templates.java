package io.baton.upgrade.console.infrastructure;

import io.baton.upgrade.console.model.ConfirmPage;
import io.baton.upgrade.console.model.InstancePage;
import io.baton.upgrade.console.model.InstancesPage;
import io.baton.upgrade.console.model.NewInstancePage;
import io.baton.upgrade.console.model.ProblemPage;
import io.baton.upgrade.console.model.ReceiptPage;
import io.baton.upgrade.console.model.UpgradeFormPage;
import io.baton.upgrade.console.model.UpgradePage;
import io.baton.upgrade.console.model.UpgradesPage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages; each expression in them is checked against these types when Baton is built. */
@CheckedTemplate(basePath = "console", requireTypeSafeExpressions = false)
final class Templates {

    private Templates() {}

    static native TemplateInstance instances(InstancesPage page);

    static native TemplateInstance newInstance(NewInstancePage page);

    static native TemplateInstance instance(InstancePage page);

    static native TemplateInstance upgradeForm(UpgradeFormPage page);

    static native TemplateInstance upgrades(UpgradesPage page);

    /** @param problem why what was wanted could not be done, or null */
    static native TemplateInstance upgrade(UpgradePage page, String problem);

    static native TemplateInstance upgrade$said(UpgradePage page);

    static native TemplateInstance upgrade$top(UpgradePage page);

    static native TemplateInstance upgrade$actions(UpgradePage page);

    static native TemplateInstance upgrade$stages(UpgradePage page);

    static native TemplateInstance upgrade$sync(UpgradePage page);

    static native TemplateInstance upgrade$handover(UpgradePage page);

    static native TemplateInstance confirm(ConfirmPage page);

    static native TemplateInstance receipt(ReceiptPage page);

    static native TemplateInstance problem(ProblemPage page);
}
