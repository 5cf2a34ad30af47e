package dev.lifeboat.docker;

/**
 * When the engine starts a container again by itself.
 *
 * @param name {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}
 * @param retries how often on failure at most; 0 for without end
 */
public record RestartPolicy(String name, int retries) {
  public static final RestartPolicy NO = new RestartPolicy("no", 0);
  public static final RestartPolicy ALWAYS = new RestartPolicy("always", 0);

  @Override
  public String toString() {
    return retries == 0 ? name : name + ":" + retries;
  }
}
