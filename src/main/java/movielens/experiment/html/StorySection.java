package movielens.experiment.html;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import movielens.experiment.report.Numbers;
import movielens.experiment.run.CatalogMovie;
import movielens.experiment.run.RunFolder;
import movielens.experiment.run.Stories;

/** A few users: what they watched, what each model recommended, and what they watched next. */
final class StorySection {
  private static final int MOST_HELD_OUT = 12;

  private final Html html;
  private final ReportData data;

  StorySection(Html html, ReportData data) {
    this.html = html;
    this.data = data;
  }

  void write() {
    html.open("section", "id", "stories").element("h2", "A few users");
    if (data.stories().isEmpty() || data.stories().get().users().isEmpty()) {
      html.element(
          "p",
          "This run folder has no "
              + RunFolder.STORIES
              + "; a run by this version of the program writes it.",
          "class",
          "none");
    } else {
      stories(data.stories().get());
    }
    html.close();
  }

  private void stories(Stories stories) {
    html.element(
        "p",
        "Nobody picked them: sorted by "
            + measure(stories)
            + ", they are the first, the last and those at each quarter. A marked movie is one that"
            + " the user rated in the test part. Lists are those of the first seed.");
    stories.users().forEach(story -> story(stories, story));
  }

  private static String measure(Stories stories) {
    return stories.metric()
        + (stories.b() == null ? " of " + stories.a() : " of " + stories.a() + " − " + stories.b());
  }

  private void story(Stories stories, Stories.Story story) {
    html.open("article", "class", "story").open("h3").text("User " + story.userId() + " ");
    String value =
        stories.b() == null ? Numbers.value(story.value()) : Numbers.signed(story.value());
    html.element("small", story.place() + ": " + measure(stories) + " is " + value);
    html.close().open("div", "class", "past");
    history(story);
    heldOut(story);
    html.close();
    lists(story);
    html.close();
  }

  private void history(Stories.Story story) {
    html.open("section");
    html.open("h4").text("Seen last");
    if (!story.history().isEmpty()) {
      html.text(", of " + Numbers.count(story.historyEvents(), "movie") + ", up to ");
      html.element("time", story.history().get(story.history().size() - 1).date());
    }
    html.close();
    html.open("ul");
    story.history().forEach(seen -> movie(seen.movieId(), false));
    html.close().close();
  }

  private void heldOut(Stories.Story story) {
    List<Integer> all = story.heldOut();
    html.open("section").element("h4", "Rated in the test part, unknown to the models");
    html.open("ul");
    all.stream().limit(MOST_HELD_OUT).forEach(movieId -> movie(movieId, false));
    html.close();
    if (all.size() > MOST_HELD_OUT) {
      html.element("p", "and " + (all.size() - MOST_HELD_OUT) + " more", "class", "soft");
    }
    html.close();
  }

  private void lists(Stories.Story story) {
    Set<Integer> wanted = new HashSet<>(story.heldOut());
    html.open("div", "class", "lists");
    for (Map.Entry<String, Recommended> entry : data.recommended().entrySet()) {
      List<Integer> list = entry.getValue().lists().getOrDefault(story.userId(), List.of());
      long hits = list.stream().filter(wanted::contains).count();
      html.open("section").open("h4");
      Swatch.write(html, entry.getKey());
      html.element("small", " " + Numbers.count(hits, "hit")).close();
      html.open("ol");
      list.forEach(movieId -> movie(movieId, wanted.contains(movieId)));
      html.close().close();
    }
    html.close();
  }

  /** A title may be in any script: it must not turn the text around it. */
  private void movie(int movieId, boolean hit) {
    CatalogMovie movie = data.movies().get(movieId);
    html.open("li");
    if (hit) {
      html.open("span", "class", "hit");
    }
    html.element("bdi", movie == null ? "movie " + movieId : movie.title());
    if (hit) {
      html.close();
    }
    html.close();
  }
}
