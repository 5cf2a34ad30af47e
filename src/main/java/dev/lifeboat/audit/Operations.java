package dev.lifeboat.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads operations out of a log's lines, whatever else is in it. Pure. */
public final class Operations {
  private Operations() {}

  /** In the order in which they began. */
  public static List<Operation> in(List<String> lines) {
    Map<Long, Operation> operations = new LinkedHashMap<>();
    for (String line : lines) {
      Optional<Entry> parsed = Line.parse(line);
      parsed.ifPresent(entry -> add(entry, operations));
    }
    return new ArrayList<>(operations.values());
  }

  private static void add(Entry entry, Map<Long, Operation> operations) {
    switch (entry.event()) {
      case Event.Begun begun -> operations.put(entry.number(), Operation.begun(entry, begun));
      case Event.Noted noted -> operations.put(entry.number(), Operation.noted(entry, noted));
      case Event.Ended ended -> {
        Operation begun = operations.get(ended.begun());
        if (begun == null) {
          operations.put(entry.number(), Operation.unbegun(entry, ended));
        } else {
          operations.put(ended.begun(), begun.ended(entry, ended));
        }
      }
      case Event.Opened _, Event.Checkpoint _, Event.Torn _, Event.Other _ -> {
        // Not what people did.
      }
    }
  }
}
