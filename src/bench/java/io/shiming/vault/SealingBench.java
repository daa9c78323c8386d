package io.shiming.vault;

import com.google.crypto.tink.subtle.Random;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Sealing and opening a record of 1 KB: as the service does it with the person's key in memory, as it does it when the key
 * has to be unwrapped first, and the bare cipher under a key it has, fresh nonce and associated data included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Djmh.shutdownTimeout=1") // the key store's threads outlive the work
public class SealingBench {
    @Param({"AES_GCM_HMAC_SHA256", "SM4_GCM_HMAC_SM3"})
    String suite = "";

    private final byte[] plain = Random.randBytes(1024);
    private final byte[] context = Random.randBytes(100);
    private final Place place = TestVault.PLACE;
    private Vault vault;
    private HeldKeys keys;
    private VaultConfig config;
    private TestVault test;
    private WrappedPersonKey key;
    private Sealed sealed;
    private UnsealPermit permit;
    private SecretKeySpec bareKey;
    private String bareCipher;
    private byte[] bareSealed;

    @Setup
    public void prepare() throws Exception {
        test = TestVault.in(Suite.valueOf(suite));
        vault = test.vault;
        keys = test.keys;
        config = TestVault.config(Map.of("shiming.vault.suite", suite, "shiming.vault.person-keys.seals", "2000000000"));
        vault = new Vault(keys, new DataKeys(keys, config, test.clock), config, test.clock);
        key = vault.newPersonKey(TestVault.OPERATOR, TestVault.PERSON);
        sealed = vault.seal(key, place, plain);
        permit = new UnsealPermit("bench", "BENCH", TestVault.OPERATOR, TestVault.PERSON, Instant.MAX);
        boolean aes = suite.startsWith("AES");
        bareKey = new SecretKeySpec(Random.randBytes(aes ? 32 : 16), aes ? "AES" : "SM4");
        bareCipher = aes ? "AES/GCM/NoPadding" : "SM4/GCM/NoPadding";
        bareSealed = bareSeal();
    }

    @Benchmark
    public byte[] bareSeal() throws Exception {
        byte[] nonce = Random.randBytes(12);
        var cipher = bare();
        cipher.init(Cipher.ENCRYPT_MODE, bareKey, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context);
        byte[] body = cipher.doFinal(plain);
        byte[] all = java.util.Arrays.copyOf(nonce, nonce.length + body.length);
        System.arraycopy(body, 0, all, nonce.length, body.length);
        return all;
    }

    @Benchmark
    public byte[] bareOpen() throws Exception {
        var cipher = bare();
        cipher.init(Cipher.DECRYPT_MODE, bareKey, new GCMParameterSpec(128, bareSealed, 0, 12));
        cipher.updateAAD(context);
        return cipher.doFinal(bareSealed, 12, bareSealed.length - 12);
    }

    @Benchmark
    public Sealed sealCached() {
        return vault.seal(key, place, plain);
    }

    @Benchmark
    public int openCached() {
        try (var opened = vault.unseal(permit, key, place, sealed)) {
            return opened.read(bytes -> bytes.length);
        }
    }

    @Benchmark
    public Sealed sealUncached() {
        return fresh().seal(key, place, plain);
    }

    @Benchmark
    public int openUncached() {
        try (var opened = fresh().unseal(permit, key, place, sealed)) {
            return opened.read(bytes -> bytes.length);
        }
    }

    private Vault fresh() {
        return new Vault(keys, new DataKeys(keys, config, test.clock), config, test.clock);
    }

    private static final BouncyCastleProvider BC = new BouncyCastleProvider();

    private Cipher bare() throws Exception {
        return suite.startsWith("AES") ? Cipher.getInstance(bareCipher) : Cipher.getInstance(bareCipher, BC);
    }
}
