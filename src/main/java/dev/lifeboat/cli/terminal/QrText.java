package dev.lifeboat.cli.terminal;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/** QR codes drawn with half blocks: a character is one module wide and two high. */
public final class QrText {
  /** What a reader needs to see around a code. */
  private static final int MARGIN = 4;

  private final ByteMatrix matrix;
  private final boolean inverted;

  private QrText(String content, boolean inverted) {
    try {
      this.matrix =
          Encoder.encode(
                  content, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
              .getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
    this.inverted = inverted;
  }

  /** For light characters on a dark ground, as most terminals have them. */
  public static String light(String content) {
    return new QrText(content, true).draw();
  }

  /** For dark characters on a light ground, such as paper. */
  public static String dark(String content) {
    return new QrText(content, false).draw();
  }

  private String draw() {
    StringBuilder text = new StringBuilder();
    int size = matrix.getWidth();
    for (int y = -MARGIN; y < size + MARGIN; y += 2) {
      for (int x = -MARGIN; x < size + MARGIN; x++) {
        boolean upper = filled(x, y);
        boolean lower = filled(x, y + 1);
        text.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private boolean filled(int x, int y) {
    int size = matrix.getWidth();
    boolean module = x >= 0 && y >= 0 && x < size && y < size && matrix.get(x, y) == 1;
    return module != inverted;
  }
}
