/** A repository in a bucket of AWS S3, MinIO, Ceph, Garage and the like. */
@NullMarked
package dev.lifeboat.storage.s3;

import org.jspecify.annotations.NullMarked;
