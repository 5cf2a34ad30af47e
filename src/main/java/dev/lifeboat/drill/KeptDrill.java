package dev.lifeboat.drill;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A drill's record as it is kept, with what was put beside it.
 *
 * @param record the record
 * @param sha256 the digest of the bytes of its {@code report.json}, 64 hexadecimal digits
 * @param signed whether a signature lies beside it: {@code report.json.sig}
 * @param signOffs who stands for it, in the order in which they did
 */
public record KeptDrill(DrillRecord record, String sha256, boolean signed, List<SignOff> signOffs) {
  private static final String REVIEWER = "reviewer";

  public KeptDrill {
    signOffs = List.copyOf(signOffs);
  }

  /**
   * The sign-off of a person.
   *
   * @throws dev.lifeboat.problem.ProblemException DRILL_REFUSED, if the reviewer is the operator,
   *     or has signed already in that role
   */
  public SignOff signedBy(String role, String person, Instant now, Optional<String> note) {
    boolean operator = person.equals(record.people().operator());
    if (role.equals(REVIEWER) && operator) {
      throw Problem.of(
              Code.DRILL_REFUSED,
              "'%s' ran the drill, and the reviewer is somebody else".formatted(person),
              "have another person sign: lifeboat drill sign %s --as reviewer --person NAME"
                  .formatted(record.id()))
          .exception();
    }
    if (signOffs.stream().anyMatch(one -> one.role().equals(role) && one.person().equals(person))) {
      throw Problem.of(
              Code.DRILL_REFUSED,
              "'%s' has signed drill '%s' as %s already".formatted(person, record.id(), role))
          .exception();
    }
    return new SignOff(record.id(), role, person, now, sha256, note);
  }
}
