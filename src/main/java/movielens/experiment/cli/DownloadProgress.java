package movielens.experiment.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import movielens.experiment.console.Progress;
import movielens.experiment.data.reading.ReleaseDownload;

/** Shows how a download goes. */
final class DownloadProgress implements ReleaseDownload.Listener, AutoCloseable {
  private static final long KIBIBYTE = 1024;

  private final Progress progress;
  private Progress.Stage stage;
  private boolean published;
  private long shownKibibytes;

  DownloadProgress(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void alreadyThere(Path folder) {
    progress.line(folder + " holds the release already");
  }

  @Override
  public void started(URI address, long totalBytes, long resumedBytes, Optional<String> md5) {
    published = md5.isPresent();
    progress.line(
        "downloading "
            + address
            + (resumedBytes > 0 ? ", going on after " + resumedBytes + " bytes" : ""));
    close();
    stage = progress.stage("download, KiB", totalBytes < 0 ? -1 : totalBytes / KIBIBYTE);
    shownKibibytes = 0;
    progress(resumedBytes);
  }

  @Override
  public void progress(long bytes) {
    long kibibytes = bytes / KIBIBYTE;
    stage.step(kibibytes - shownKibibytes);
    shownKibibytes = kibibytes;
  }

  @Override
  public void verified(String md5) {
    close();
    progress.line("MD5 " + md5 + (published ? ", as published" : "; none is published"));
  }

  @Override
  public void unpacked(Path folder) {
    progress.line("unpacked to " + folder);
  }

  @Override
  public void close() {
    if (stage != null) {
      stage.close();
      stage = null;
    }
  }
}
