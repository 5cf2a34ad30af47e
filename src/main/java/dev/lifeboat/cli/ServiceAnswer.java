package dev.lifeboat.cli;

import dev.lifeboat.service.ServicePlan;

/** That the service was installed. */
record ServiceAnswer(ServicePlan plan) implements Answer {
  @Override
  public Object document() {
    return ServicePlanAnswer.document(plan);
  }

  @Override
  public String text(Page page) {
    return plan.after().isEmpty()
        ? "%s The unit is '%s'; systemd doesn't run here, so nothing was started%n"
            .formatted(page.ok(), plan.file())
        : "%s The service '%s' runs as '%s'%n%s"
            .formatted(
                page.ok(),
                plan.unit().name(),
                plan.unit().account(),
                page.next("systemctl status " + plan.unit().name()));
  }
}
