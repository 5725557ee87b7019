package io.oriel.media.wire.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.Foreign;
import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.internal.aead.Aead;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// OpenSSL 3's library of ciphers, `libcrypto.so.3`, opened at first use.
public final class LibCrypto {
  private static final String SONAME = "libcrypto.so.3";

  private static final SymbolLookup LIBRARY = Foreign.library(SONAME).orElse(null);

  private LibCrypto() {}

  /// Why a suite cannot be had from it, with the remedy; empty when it can.
  public static String lack(CipherSuite suite) {
    if (LIBRARY == null) {
      return SONAME
          + " is not installed; install OpenSSL 3 (Debian: libssl3, Fedora: openssl-libs)";
    }
    try {
      return Functions.fetch(suite).equals(MemorySegment.NULL)
          ? SONAME + " does not offer it; look at the providers in its openssl.cnf"
          : "";
    } catch (LinkageError e) {
      return SONAME + " is not the OpenSSL 3 expected here: " + e.getMessage();
    }
  }

  /// A cipher with its key; only where nothing is lacking.
  ///
  /// @param key as long as the suite's; borrowed
  public static Aead open(CipherSuite suite, byte[] key, boolean encrypt) {
    return new OpenSslAead(Functions.fetch(suite), key, encrypt);
  }

  /// Its functions: `critical`, so that heap arrays are handed over as they are. None blocks, and
  /// none runs longer than the encryption of one packet.
  static final class Functions {
    private static final MemorySegment[] CIPHERS = new MemorySegment[CipherSuite.values().length];

    /// `EVP_CIPHER_CTX *EVP_CIPHER_CTX_new(void)`
    static final MethodHandle NEW = plain("EVP_CIPHER_CTX_new", FunctionDescriptor.of(ADDRESS));

    /// `void EVP_CIPHER_CTX_free(EVP_CIPHER_CTX *ctx)`: overwrites the key
    static final MethodHandle FREE =
        plain("EVP_CIPHER_CTX_free", FunctionDescriptor.ofVoid(ADDRESS));

    /// `EVP_CIPHER *EVP_CIPHER_fetch(OSSL_LIB_CTX *ctx, const char *name, const char *properties)`
    private static final MethodHandle FETCH =
        plain("EVP_CIPHER_fetch", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS));

    /// `int EVP_CipherInit_ex2(EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher, const unsigned char
    /// *key, const unsigned char *iv, int enc, const OSSL_PARAM params[])`
    static final MethodHandle INIT =
        critical(
            "EVP_CipherInit_ex2",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS));

    /// `int EVP_CipherUpdate(EVP_CIPHER_CTX *ctx, unsigned char *out, int *outl, const unsigned
    /// char *in, int inl)`
    static final MethodHandle UPDATE =
        critical(
            "EVP_CipherUpdate",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));

    /// `int EVP_CipherFinal_ex(EVP_CIPHER_CTX *ctx, unsigned char *out, int *outl)`
    static final MethodHandle FINAL =
        critical("EVP_CipherFinal_ex", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));

    /// `int EVP_CIPHER_CTX_get_params(EVP_CIPHER_CTX *ctx, OSSL_PARAM params[])`
    static final MethodHandle GET =
        critical("EVP_CIPHER_CTX_get_params", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

    /// `int EVP_CIPHER_CTX_set_params(EVP_CIPHER_CTX *ctx, const OSSL_PARAM params[])`
    static final MethodHandle SET =
        critical("EVP_CIPHER_CTX_set_params", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

    private Functions() {}

    private static MethodHandle plain(String name, FunctionDescriptor descriptor) {
      return Foreign.function(LIBRARY, name, descriptor);
    }

    private static MethodHandle critical(String name, FunctionDescriptor descriptor) {
      return Foreign.function(LIBRARY, name, descriptor, Linker.Option.critical(true));
    }

    /// A suite's cipher, looked up once and kept for the life of the process; `NULL`: not offered.
    static synchronized MemorySegment fetch(CipherSuite suite) {
      MemorySegment cipher = CIPHERS[suite.ordinal()];
      if (cipher == null) {
        String name =
            switch (suite) {
              case AES_128_GCM -> "AES-128-GCM";
              case CHACHA20_POLY1305 -> "ChaCha20-Poly1305";
            };
        try (var arena = Arena.ofConfined()) {
          cipher =
              (MemorySegment)
                  FETCH.invokeExact(
                      MemorySegment.NULL, arena.allocateFrom(name), MemorySegment.NULL);
        } catch (Throwable e) {
          throw Foreign.unexpected(e);
        }
        CIPHERS[suite.ordinal()] = cipher;
      }
      return cipher;
    }
  }
}
