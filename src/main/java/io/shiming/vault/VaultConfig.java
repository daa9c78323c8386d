package io.shiming.vault;

import io.shiming.vault.suite.Suite;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings {@code shiming.vault.*}. The root key's provider has no default: that choice is the installation's. */
@ConfigMapping(prefix = "shiming.vault")
public interface VaultConfig {
    /** The suite that writes; both can be read at any time. */
    @WithDefault("AES_GCM_HMAC_SHA256")
    Suite suite();

    /** How soon a key that another instance made is noticed. */
    @WithDefault("5s")
    Duration reload();

    /** How many rows a step of a rotation renews in one transaction. */
    @WithDefault("200")
    int rotationBatch();

    /** How often an ordered rotation is carried on. */
    @WithDefault("10s")
    Duration rotationEvery();

    /** How often the uses of keys are added up in the keyring. */
    @WithDefault("10s")
    Duration countEvery();

    /** Directory of the register of erasures, outside the database; common to the instances that erase. */
    @WithDefault("${shiming.audit.head-store:}")
    Optional<String> erasureRegister();

    /** This start re-applies the register's erasures after a restore before anything else. */
    @WithDefault("false")
    boolean reapplyErasures();

    /** The key that operators and authorities agreed on for digests of documents, 32 ASCII characters or more. */
    Optional<String> agreedKey();

    /** Settings {@code root-key.*}. */
    RootKeySettings rootKey();

    /** Settings {@code person-keys.*}. */
    PersonKeySettings personKeys();

    /** Where the root key is. */
    interface RootKeySettings {
        /** One of file, pkcs11, transit. */
        String provider();

        /** How long the key store may take to answer. */
        @WithDefault("2s")
        Duration timeout();

        /** Provider file: path of a PKCS#12 store. */
        Optional<String> file();

        /** Provider file: the store's password. */
        Optional<String> password();

        /** Provider file: make the store if there is none; for a trial. */
        @WithDefault("false")
        boolean createIfMissing();

        /** Provider file: accept it in production, against GB/T 39786-2021 level 3. */
        @WithDefault("false")
        boolean allowFileInProduction();

        /** Settings {@code root-key.pkcs11.*}. */
        Pkcs11 pkcs11();

        /** Settings {@code root-key.transit.*}. */
        Transit transit();
    }

    /** A hardware token. */
    interface Pkcs11 {
        /** Path of the token's PKCS#11 library. */
        Optional<String> library();

        /** Index of the slot in the token's list. */
        @WithDefault("0")
        int slot();

        /** The user's PIN. */
        Optional<String> pin();
    }

    /** The transit engine of HashiCorp Vault or OpenBao. */
    interface Transit {
        /** Address of the server, without path. */
        Optional<String> url();

        /** The token that may encrypt and decrypt with the key. */
        Optional<String> token();

        /** Path at which the engine is mounted. */
        @WithDefault("transit")
        String mount();

        /** Name of the key, of type aes256-gcm96. */
        @WithDefault("shiming-root")
        String key();
    }

    /** How long the keys of persons stay unwrapped in memory. */
    interface PersonKeySettings {
        /** Ten seconds more is the longest that one stays. */
        @WithDefault("50s")
        Duration lifetime();

        /** How many at once. */
        @WithDefault("1000")
        int atMost();

        /** How often one may seal before it has to be unwrapped again; stops a runaway loop. */
        @WithDefault("100000")
        int seals();
    }
}
