package io.shiming.problem.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Decides which bytes are JSON before any field is looked at: strict UTF-8 (RFC 3629), no byte order mark, one value and
 * nothing after it (RFC 8259).
 */
final class JsonText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private JsonText() {}

    /** Refuses another encoding with UNSUPPORTED_MEDIA_TYPE, and malformed UTF-8 with INVALID_ARGUMENT. */
    static void mustBeUtf8(byte[] bytes) {
        if (otherEncoding(bytes)) {
            throw Problem.of(Code.UNSUPPORTED_MEDIA_TYPE);
        }
        try { // Java's decoder takes no over-long form, no surrogate, and nothing above U+10FFFF
            if (UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().startsWith(BYTE_ORDER_MARK)) {
                throw Problem.of(Code.INVALID_ARGUMENT);
            }
        } catch (CharacterCodingException malformed) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }

    /** Refuses with INVALID_ARGUMENT what is not one JSON value. */
    static void mustParse(byte[] bytes, JsonFactory factory) {
        try (var parser = factory.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw Problem.of(Code.INVALID_ARGUMENT);
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw Problem.of(Code.INVALID_ARGUMENT);
            }
        } catch (IOException malformed) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }

    /** UTF-16 and UTF-32: a byte order mark, or a zero byte in the first two characters, which are ASCII. */
    private static boolean otherEncoding(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        boolean marked = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
        return marked || first == 0 || second == 0;
    }
}
