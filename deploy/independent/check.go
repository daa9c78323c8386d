// A second opinion on a checkpoint and proofs, by the Go team's own packages (Debian: golang-golang-x-mod-dev).
// Built with GO111MODULE=off; arguments: directory that check.sh filled. Exit status 1 if anything is not as it must be.
package main

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Println("REFUSED:", err)
		os.Exit(1)
	}
}

func read(dir, name string) string {
	b, err := os.ReadFile(filepath.Join(dir, name))
	must(err)
	return string(b)
}

func hash(text string) tlog.Hash {
	b, err := base64.StdEncoding.DecodeString(text)
	must(err)
	var h tlog.Hash
	copy(h[:], b)
	return h
}

func open(text string, key note.Verifier) (int64, tlog.Hash, error) {
	n, err := note.Open([]byte(text), note.VerifierList(key))
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	lines := strings.Split(n.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	return size, hash(lines[2]), nil
}

func proof(text string) (int64, tlog.RecordProof, string) {
	parts := strings.SplitN(text, "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must(err)
	var p tlog.RecordProof
	for _, line := range lines[2:] {
		p = append(p, hash(line))
	}
	return index, p, parts[1]
}

func main() {
	for _, line := range strings.Fields(read(os.Args[1], "key")) { // two while the log's key is being replaced
		key, err := note.NewVerifier(line)
		must(err)
		check(os.Args[1], key)
	}
}

func check(dir string, key note.Verifier) {
	oldSize, oldRoot, err := open(read(dir, "checkpoint.old"), key)
	must(err)
	newSize, newRoot, err := open(read(dir, "checkpoint.new"), key)
	must(err)
	refused := 0
	for i, c := range read(dir, "checkpoint.new") {
		if i < 60 && c >= '0' && c <= '9' { // a changed digit of the size or of the origin
			text := []rune(read(dir, "checkpoint.new"))
			text[i] = '0' + (c-'0'+1)%10
			if _, _, err := open(string(text), key); err == nil {
				fmt.Println("a tampered checkpoint was accepted")
				os.Exit(1)
			}
			refused++
		}
	}
	var tree tlog.TreeProof
	for _, line := range strings.Fields(read(dir, "consistency")) {
		tree = append(tree, hash(line))
	}
	must(tlog.CheckTree(tree, newSize, newRoot, oldSize, oldRoot))
	oldRoot[0] ^= 1
	if tlog.CheckTree(tree, newSize, newRoot, oldSize, oldRoot) == nil {
		fmt.Println("a forged consistency proof was accepted")
		os.Exit(1)
	}
	proofs, err := filepath.Glob(filepath.Join(dir, "proof.*"))
	must(err)
	for _, file := range proofs {
		index, p, checkpoint := proof(read(dir, filepath.Base(file)))
		size, root, err := open(checkpoint, key)
		must(err)
		b, err := hex.DecodeString(strings.TrimSpace(read(dir, "leaf."+strings.TrimPrefix(filepath.Base(file), "proof."))))
		must(err)
		var leaf tlog.Hash
		copy(leaf[:], b)
		must(tlog.CheckRecord(p, size, root, index, leaf))
		leaf[0] ^= 1
		if tlog.CheckRecord(p, size, root, index, leaf) == nil {
			fmt.Println("another leaf was accepted")
			os.Exit(1)
		}
	}
	if len(proofs) == 0 || refused == 0 {
		fmt.Println("nothing was checked")
		os.Exit(1)
	}
	fmt.Printf("golang.org/x/mod with %s: sizes %d and %d, %d inclusion proofs, consistency; %d tampered checkpoints refused\n",
		fmt.Sprintf("%08x", key.KeyHash()), oldSize, newSize, len(proofs), refused)
}
