package dev.lifeboat.cli;

import dev.lifeboat.service.ServicePlan;
import dev.lifeboat.service.Step;
import java.util.List;

/** What an installation of the service does; a script that does the same by hand. */
record ServicePlanAnswer(ServicePlan plan) implements Answer {
  /** Its field names are a contract. */
  record Document(
      String file,
      String unit,
      String account,
      List<String> before,
      List<String> checks,
      List<String> after) {}

  static Document document(ServicePlan plan) {
    return new Document(
        plan.file().toString(),
        plan.unit().text(),
        plan.unit().account(),
        plan.before().stream().map(Step::toString).toList(),
        plan.checks().stream().map(check -> check.step().toString()).toList(),
        plan.after().stream().map(Step::toString).toList());
  }

  @Override
  public Object document() {
    return document(plan);
  }

  @Override
  public String text(Page page) {
    StringBuilder text = new StringBuilder();
    plan.before().forEach(step -> text.append(step).append('\n'));
    plan.checks()
        .forEach(
            check -> text.append(check.step()).append("  # ").append(check.what()).append('\n'));
    text.append("cat > ").append(plan.file()).append(" <<'EOF'\n");
    text.append(plan.unit().text()).append("EOF\n");
    plan.after().forEach(step -> text.append(step).append('\n'));
    return text.toString();
  }
}
