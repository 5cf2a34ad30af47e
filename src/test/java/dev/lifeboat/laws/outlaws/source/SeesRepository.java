package dev.lifeboat.laws.outlaws.source;

/** A source that knows where its bytes go. */
interface SeesRepository {
  dev.lifeboat.laws.outlaws.repository.Repository repository();
}
