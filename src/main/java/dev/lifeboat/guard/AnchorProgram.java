package dev.lifeboat.guard;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * The program in the anchor's container: it sleeps until it is asked to end. A Linux executable of
 * some 200 bytes that needs no file and no library, so that nothing has to be pulled or compiled.
 *
 * <p>The machine code is this file: each line is one instruction. In both, the signals SIGINT and
 * SIGTERM are blocked first and then waited for, because the kernel drops a signal that the first
 * process of a container neither handles nor blocks, and {@code docker stop} would take ten
 * seconds.
 */
enum AnchorProgram {
  /** For x86-64; system calls 14 rt_sigprocmask, 128 rt_sigtimedwait, 231 exit_group. */
  AMD64(
      62,
      "6802400000", //         push 0x4002            SIGINT and SIGTERM
      "4889e6", //             mov rsi, rsp
      "31ff", //               xor edi, edi           SIG_BLOCK
      "31d2", //               xor edx, edx
      "41ba08000000", //       mov r10d, 8            bytes in the set
      "b80e000000", //         mov eax, 14
      "0f05", //               syscall
      "4889e7", //       wait: mov rdi, rsp
      "31f6", //               xor esi, esi           what came: not asked
      "31d2", //               xor edx, edx           without time limit
      "41ba08000000", //       mov r10d, 8
      "b880000000", //         mov eax, 128
      "0f05", //               syscall
      "85c0", //               test eax, eax
      "78e8", //               js wait                interrupted: wait again
      "31ff", //               xor edi, edi
      "b8e7000000", //         mov eax, 231
      "0f05" //                syscall
      ),
  /** For 64-bit ARM; system calls 135 rt_sigprocmask, 137 rt_sigtimedwait, 94 exit_group. */
  ARM64(
      183,
      "400088d2", //           mov x0, #0x4002        SIGINT and SIGTERM
      "e00f1ff8", //           str x0, [sp, #-16]!
      "000080d2", //           mov x0, #0             SIG_BLOCK
      "e1030091", //           mov x1, sp
      "020080d2", //           mov x2, #0
      "030180d2", //           mov x3, #8             bytes in the set
      "e81080d2", //           mov x8, #135
      "010000d4", //           svc #0
      "e0030091", //     wait: mov x0, sp
      "010080d2", //           mov x1, #0             what came: not asked
      "020080d2", //           mov x2, #0             without time limit
      "030180d2", //           mov x3, #8
      "281180d2", //           mov x8, #137
      "010000d4", //           svc #0
      "40ffff37", //           tbnz w0, #31, wait     interrupted: wait again
      "000080d2", //           mov x0, #0
      "c80b80d2", //           mov x8, #94
      "010000d4" //            svc #0
      );

  private static final int FILE_HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final long ADDRESS = 0x400000;
  private static final long PAGE = 0x10000;

  private final int machine;
  private final String code;

  AnchorProgram(int machine, String... instructions) {
    this.machine = machine;
    this.code = String.join("", instructions);
  }

  /**
   * The program for an engine.
   *
   * @param architecture as the engine says it, such as {@code x86_64} or {@code arm64}
   * @throws dev.lifeboat.problem.ProblemException if there is none for it
   */
  static AnchorProgram forEngine(String architecture) {
    return switch (architecture) {
      case "x86_64", "amd64" -> AMD64;
      case "aarch64", "arm64" -> ARM64;
      default ->
          throw Problem.of(
                  Code.GUARD_UNSUPPORTED,
                  "there is no anchor for an engine on '%s'".formatted(architecture),
                  "engines on x86_64 and arm64 have one")
              .exception();
    };
  }

  /** How images say which architecture they are for. */
  String architecture() {
    return this == AMD64 ? "amd64" : "arm64";
  }

  /** The executable: the ELF header, one loaded segment, the code. */
  byte[] executable() {
    byte[] machineCode = HexFormat.of().parseHex(code);
    int headers = FILE_HEADER + PROGRAM_HEADER;
    int size = headers + machineCode.length;
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}); // 64 bit, little-endian, version 1
    file.position(16);
    file.putShort((short) 2).putShort((short) machine).putInt(1); // an executable
    file.putLong(ADDRESS + headers).putLong(FILE_HEADER).putLong(0); // entry, segments, sections
    file.putInt(0).putShort((short) FILE_HEADER).putShort((short) PROGRAM_HEADER);
    file.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    file.putInt(1).putInt(5).putLong(0); // load, read and execute, from the file's start
    file.putLong(ADDRESS).putLong(ADDRESS).putLong(size).putLong(size).putLong(PAGE);
    file.put(machineCode);
    return file.array();
  }
}
