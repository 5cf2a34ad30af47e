package dev.lifeboat.config;

/**
 * What every value of one file needs when it is read.
 *
 * @param file the file's name, as people gave it
 * @param interpolation the variables
 * @param problems where problems go
 */
record ReadContext(String file, Interpolation interpolation, ProblemLog problems) {
  ReadContext with(Interpolation other) {
    return new ReadContext(file, other, problems);
  }
}
