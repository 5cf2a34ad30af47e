package dev.lifeboat.laws.outlaws.runbook;

/** Uses {@link dev.lifeboat.laws.outlaws.drill.There}, which uses it. */
public interface Back {
  dev.lifeboat.laws.outlaws.drill.There there();
}
