package dev.lifeboat.drill;

import java.util.List;

/**
 * A drill's record as it is kept, with what was put beside it.
 *
 * @param record the record
 * @param sha256 the digest of the bytes of its {@code report.json}, 64 hexadecimal digits
 * @param signed whether a signature lies beside it: {@code report.json.sig}
 * @param signOffs who stands for it, in the order in which they did
 */
public record KeptDrill(DrillRecord record, String sha256, boolean signed, List<SignOff> signOffs) {
  public KeptDrill {
    signOffs = List.copyOf(signOffs);
  }
}
