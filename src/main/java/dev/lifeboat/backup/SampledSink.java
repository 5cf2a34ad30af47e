package dev.lifeboat.backup;

import dev.lifeboat.anomaly.Sampler;
import dev.lifeboat.repository.manifest.Sample;
import dev.lifeboat.source.CaptureSink;
import dev.lifeboat.source.CapturedStream;
import dev.lifeboat.source.NamedStream;
import dev.lifeboat.source.StreamShape;
import dev.lifeboat.source.StreamWriter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Passes streams on, and looks at their documents. */
final class SampledSink implements CaptureSink {
  private final CaptureSink inner;
  private final IdentityHashMap<CapturedStream, Sampler> samplers = new IdentityHashMap<>();

  SampledSink(CaptureSink inner) {
    this.inner = inner;
  }

  @Override
  public StreamWriter open(StreamShape shape) {
    StreamWriter writer = inner.open(shape);
    return shape == StreamShape.DOCUMENTS ? new SampledWriter(writer) : writer;
  }

  /** What was seen of these streams, as far as they have documents. */
  List<Sample> samples(List<NamedStream> streams) {
    List<Sample> samples = new ArrayList<>();
    synchronized (samplers) {
      for (NamedStream named : streams) {
        Sampler sampler = samplers.get(named.stream());
        if (sampler != null && named.stream().bytes() > 0) {
          samples.add(sampler.sample(named.name()));
        }
      }
    }
    return samples;
  }

  private final class SampledWriter implements StreamWriter {
    private final StreamWriter writer;
    private final Sampler sampler = new Sampler();

    SampledWriter(StreamWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      sampler.documents(buffer, offset, length);
      writer.write(buffer, offset, length);
    }

    @Override
    public CapturedStream end() {
      CapturedStream stream = writer.end();
      sampler.end();
      synchronized (samplers) {
        samplers.put(stream, sampler);
      }
      return stream;
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
