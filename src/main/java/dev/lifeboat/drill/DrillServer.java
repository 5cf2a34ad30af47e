package dev.lifeboat.drill;

import dev.lifeboat.source.LiveItem;
import dev.lifeboat.verify.Throwaway;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** A server made for one drill. */
public interface DrillServer extends Throwaway {
  /** Where it listens, as {@code host:port}. */
  String address();

  /** Where it keeps its data; gone once it is closed. */
  Path folder();

  /** Its process, which ends with it; empty where that is another host's or container's. */
  OptionalLong process();

  /** What it is, in words, such as {@code a mongod of its own on 127.0.0.1:40111}. */
  String words();

  /** What it holds now, by its own count. */
  List<LiveItem> live();

  /** Whether it has a document that says exactly this. */
  boolean has(String collection, String token);
}
