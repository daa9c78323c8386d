package io.shiming.vault;

import com.google.crypto.tink.subtle.Random;
import io.shiming.vault.suite.Suite;
import java.time.Instant;
import java.util.Arrays;
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
 * has to be unwrapped first, and with nothing but the primitives. Nonce and associated data are the same everywhere.
 *
 * <p>Bare: the cipher as one calls it, an instance a call. Kept: the same with an instance that is kept. Floor: what no
 * uncached call can do without: unwrap 32 bytes, derive 64, seal or open.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Djmh.shutdownTimeout=1") // the key store's threads outlive the work
public class SealingBench {
    @Param({"AES_GCM_HMAC_SHA256", "SM4_GCM_HMAC_SM3"})
    String suite = "";

    private final byte[] plain = Random.randBytes(1024);
    private final byte[] context = Random.randBytes(100);
    private final byte[] info = TestVault.PLACE.field(Suite.AES_GCM_HMAC_SHA256);
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
    private Cipher kept;
    private byte[] bareSealed;
    private byte[] bareWrapped;
    private byte[] derivedSealed;

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
        kept = bare();
        bareSealed = bareSeal();
        bareWrapped = sealed(kept, bareKey, Random.randBytes(32));
        derivedSealed = sealed(kept, derived());
    }

    @Benchmark
    public byte[] bareSeal() throws Exception {
        return sealed(bare(), bareKey);
    }

    @Benchmark
    public byte[] bareOpen() throws Exception {
        return opened(bare(), bareKey, bareSealed);
    }

    @Benchmark
    public byte[] keptSeal() throws Exception {
        return sealed(kept, bareKey);
    }

    @Benchmark
    public byte[] keptOpen() throws Exception {
        return opened(kept, bareKey, bareSealed);
    }

    @Benchmark
    public byte[] floorSeal() throws Exception {
        return sealed(kept, derived());
    }

    @Benchmark
    public byte[] floorOpen() throws Exception {
        return opened(kept, derived(), derivedSealed);
    }

    private SecretKeySpec derived() throws Exception {
        byte[] unwrapped = opened(kept, bareKey, bareWrapped);
        byte[] both = Suite.valueOf(suite).primitives().derive(unwrapped, new byte[0], info, 64);
        return new SecretKeySpec(both, 0, bareKey.getEncoded().length, bareKey.getAlgorithm());
    }

    private byte[] sealed(Cipher cipher, SecretKeySpec key) throws Exception {
        return sealed(cipher, key, plain);
    }

    private byte[] sealed(Cipher cipher, SecretKeySpec key, byte[] value) throws Exception {
        byte[] nonce = Random.randBytes(12);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context);
        byte[] all = Arrays.copyOf(nonce, nonce.length + value.length + 16);
        cipher.doFinal(value, 0, value.length, all, nonce.length);
        return all;
    }

    private byte[] opened(Cipher cipher, SecretKeySpec key, byte[] value) throws Exception {
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, value, 0, 12));
        cipher.updateAAD(context);
        return cipher.doFinal(value, 12, value.length - 12);
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
