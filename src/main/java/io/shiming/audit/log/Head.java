package io.shiming.audit.log;

import io.shiming.audit.tree.Hash;

/**
 * How far the tree in the database has grown.
 *
 * @param size entries with a place
 * @param root the root over them
 */
record Head(long size, Hash root) {}
