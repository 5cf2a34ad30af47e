package dev.lifeboat.bench;

/**
 * What one run cost.
 *
 * @param seconds from start to end
 * @param cpu processor seconds of all its processes, in user and kernel mode
 * @param server processor seconds of mongod meanwhile; 0 if it runs elsewhere
 * @param peak the most memory that one of its processes had resident, in bytes
 * @param size of what was stored, in bytes; 0 for restores
 */
record Cost(double seconds, double cpu, double server, long peak, long size) {
  Cost withSize(long stored) {
    return new Cost(seconds, cpu, server, peak, stored);
  }
}
