/** Opens the archive, with its store of files, that the configuration names. */
import { type Archive, folderBlobStore, openArchive, s3BlobStore } from '@backfile/archive'
import type { Configuration } from './configuration.ts'

/** Opens it and brings its tables up to date. Throws `ArchiveInUse` where another process has an embedded one. */
export async function openConfiguredArchive({
  archive,
  blobs,
}: Pick<Configuration, 'archive' | 'blobs'>): Promise<Archive> {
  switch (blobs.kind) {
    case 'in-archive':
      return openArchive(archive)
    case 'folder':
      return openArchive(archive, { blobs: folderBlobStore(blobs.folder) })
    case 's3':
      return openArchive(archive, { blobs: s3BlobStore(blobs) })
  }
}
