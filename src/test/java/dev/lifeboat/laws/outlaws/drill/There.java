package dev.lifeboat.laws.outlaws.drill;

/** Uses {@link dev.lifeboat.laws.outlaws.runbook.Back}, which uses it. */
public interface There {
  dev.lifeboat.laws.outlaws.runbook.Back back();
}
