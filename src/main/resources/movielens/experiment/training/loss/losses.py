# Serialised TorchScript, no Python: see layers.py
class Losses(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  # The engine's numbers for types
  float32 : int
  bfloat16 : int
  bool8 : int
  cosine : bool
  bf16 : bool
  min_temperature : float
  beta : float
  prior : float
  tile_scores : int
  tile_rows : int
  # Which loss a step without autograd has: gbce of many where none of these
  sampled : bool
  softmax : bool
  few : bool
  # Every loss here is computed with its gradient, in tiles of targets that stay in the processor's
  # cache: the scores of all targets are never there at once. `surrogate` has that gradient.
  #
  # users (P, d), positives (P), negatives (N), positive_logq (P), negative_logq (N), hits (H) places
  # p * N + n where a negative is none, weights (P), p = [items (V + 1, d), logarithm of the temperature
  # (1)] -> weighted sum of the losses
  def sampled_softmax(self: __torch__.Losses,
    users: Tensor,
    positives: Tensor,
    negatives: Tensor,
    positive_logq: Tensor,
    negative_logq: Tensor,
    hits: Tensor,
    weights: Tensor,
    p: List[Tensor]) -> Tensor:
    scaled = (self).scaled(users, p[1])
    both = (self).items(torch.cat([positives, negatives]), p[0])
    total, gradient_u, gradient_both = (self).sampled_softmax_gradients(torch.detach(scaled), torch.detach(both), positive_logq, negative_logq, hits, weights)
    return (self).surrogate(total, scaled, gradient_u, both, gradient_both)
  # u (P, d) scaled users, both (P + N, d) positives and negatives -> the loss (1) and the gradients of both
  def sampled_softmax_gradients(self: __torch__.Losses,
    u: Tensor,
    both: Tensor,
    positive_logq: Tensor,
    negative_logq: Tensor,
    hits: Tensor,
    weights: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    positive = torch.slice(both, 0, 0, torch.size(u, 0))
    negative = torch.slice(both, 0, torch.size(u, 0))
    gradient_u = torch.empty_like(u)
    gradient_both = torch.zeros_like(both)
    gradient_negative = torch.slice(gradient_both, 0, torch.size(u, 0))
    negative_factor = (self).factor(negative)
    bias = torch.neg(torch.unsqueeze(negative_logq, 0))
    masked = torch.zeros([torch.mul(torch.size(u, 0), torch.size(negative, 0))], dtype=self.bool8, device=u.device)
    masked = torch.view(torch.index_fill_(masked, 0, hits, 1), [torch.size(u, 0), torch.size(negative, 0)])
    total = torch.zeros([1], dtype=self.float32, device=u.device)
    tile = (self).tile(torch.size(negative, 0))
    for i in range((self).tiles(torch.size(u, 0), tile)):
      a = torch.mul(i, tile)
      b = torch.add(a, tile)
      ut = torch.slice(u, 0, a, b)
      pt = torch.slice(positive, 0, a, b)
      w = torch.unsqueeze(torch.slice(weights, 0, a, b), 1)
      own = torch.sub(torch.sum(torch.mul(ut, pt), [1], True), torch.unsqueeze(torch.slice(positive_logq, 0, a, b), 1))
      user_factor = (self).factor(ut)
      product = (self).product(user_factor, torch.t(negative_factor))
      scores = torch.masked_fill_(torch.add_(product, bias), torch.slice(masked, 0, a, b), -1e9)
      largest = torch.maximum(torch.amax(scores, [1], True), own)
      scores = torch.exp_(torch.sub_(scores, largest))
      own_part = torch.exp(torch.sub(own, largest))
      sum = torch.add(torch.sum(scores, [1], True), own_part)
      total = torch.add(total, torch.sum(torch.mul(w, torch.sub(torch.add(torch.log(sum), largest), own))))
      share = torch.div(w, sum)
      scores = torch.mul_(scores, share)
      own_gradient = torch.sub(torch.mul(own_part, share), w)
      gradient_factor = (self).factor(scores)
      _0 = torch.copy_(torch.slice(gradient_u, 0, a, b), torch.addcmul((self).product(gradient_factor, negative_factor), pt, own_gradient))
      _1 = torch.copy_(torch.slice(gradient_both, 0, a, torch.add(a, torch.size(ut, 0))), torch.mul(ut, own_gradient))
      _2 = (self).accumulate(gradient_negative, torch.t(gradient_factor), user_factor)
    return (total, gradient_u, gradient_both)
  # users (P, d), columns (P, 1) place of the positive among the candidates, candidates (C), weights (P)
  def full_softmax(self: __torch__.Losses,
    users: Tensor,
    columns: Tensor,
    candidates: Tensor,
    weights: Tensor,
    p: List[Tensor]) -> Tensor:
    return (self).over_candidates(users, columns, columns, candidates, weights, p, True)
  # The same with negative_columns (P, n)
  def gbce(self: __torch__.Losses,
    users: Tensor,
    columns: Tensor,
    negative_columns: Tensor,
    candidates: Tensor,
    weights: Tensor,
    p: List[Tensor]) -> Tensor:
    return (self).over_candidates(users, columns, negative_columns, candidates, weights, p, False)
  # A loss of the scores of all candidates; negative_columns are looked at by gbce alone
  def over_candidates(self: __torch__.Losses,
    users: Tensor,
    columns: Tensor,
    negative_columns: Tensor,
    candidates: Tensor,
    weights: Tensor,
    p: List[Tensor],
    softmax: bool) -> Tensor:
    scaled = (self).scaled(users, p[1])
    items = (self).items(candidates, p[0])
    total, gradient_u, gradient_v = (self).candidates_gradients(torch.detach(scaled), torch.detach(items), columns, negative_columns, weights, softmax)
    return (self).surrogate(total, scaled, gradient_u, items, gradient_v)
  # u (P, d) scaled users, v (C, d) candidates -> the loss (1) and the gradients of both
  def candidates_gradients(self: __torch__.Losses,
    u: Tensor,
    v: Tensor,
    columns: Tensor,
    negative_columns: Tensor,
    weights: Tensor,
    softmax: bool) -> Tuple[Tensor, Tensor, Tensor]:
    gradient_u = torch.empty_like(u)
    gradient_v = torch.zeros_like(v)
    item_factor = (self).factor(v)
    total = torch.zeros([1], dtype=self.float32, device=u.device)
    tile = (self).tile(torch.size(v, 0))
    for i in range((self).tiles(torch.size(u, 0), tile)):
      a = torch.mul(i, tile)
      b = torch.add(a, tile)
      ut = torch.slice(u, 0, a, b)
      w = torch.unsqueeze(torch.slice(weights, 0, a, b), 1)
      column = torch.slice(columns, 0, a, b)
      user_factor = (self).factor(ut)
      scores = (self).product(user_factor, torch.t(item_factor))
      if softmax:
        losses, gradient = (self).softmax_tile(scores, column, w)
      else:
        losses, gradient = (self).gbce_tile(scores, column, torch.slice(negative_columns, 0, a, b), w)
      total = torch.add(total, torch.sum(losses))
      gradient_factor = (self).factor(gradient)
      _0 = torch.copy_(torch.slice(gradient_u, 0, a, b), (self).product(gradient_factor, item_factor))
      _1 = (self).accumulate(gradient_v, torch.t(gradient_factor), user_factor)
    return (total, gradient_u, gradient_v)
  # scores (t, C), column (t, 1), w (t, 1) -> weighted losses (t, 1), their gradient (t, C) in the
  # memory of the scores
  def softmax_tile(self: __torch__.Losses,
    scores: Tensor,
    column: Tensor,
    w: Tensor) -> Tuple[Tensor, Tensor]:
    own = torch.gather(scores, 1, column)
    largest = torch.amax(scores, [1], True)
    parts = torch.exp_(torch.sub_(scores, largest))
    sum = torch.sum(parts, [1], True)
    losses = torch.mul(w, torch.sub(torch.add(torch.log(sum), largest), own))
    gradient = torch.scatter_add_(torch.mul_(parts, torch.div(w, sum)), 1, column, torch.neg(w))
    return (losses, gradient)
  # The same with others (t, n). A score plus `prior` is a logit.
  def gbce_tile(self: __torch__.Losses,
    scores: Tensor,
    column: Tensor,
    others: Tensor,
    w: Tensor) -> Tuple[Tensor, Tensor]:
    each = torch.div(w, torch.add(torch.size(others, 1), 1))
    own = torch.add(torch.gather(scores, 1, column), self.prior)
    other = torch.add(torch.gather(scores, 1, others), self.prior)
    losses = torch.mul(each, torch.add(torch.mul(torch.softplus(torch.neg(own)), self.beta), torch.sum(torch.softplus(other), [1], True)))
    gradient = torch.scatter_add_(torch.zero_(scores), 1, others, torch.mul(torch.sigmoid(other), each))
    own_gradient = torch.neg(torch.mul(torch.mul(torch.sigmoid(torch.neg(own)), each), self.beta))
    return (losses, torch.scatter_add_(gradient, 1, column, own_gradient))
  # The same where negatives are so few that to look them up is less than to score every candidate;
  # positives (P), negatives (P, n) items
  def gbce_of_few(self: __torch__.Losses,
    users: Tensor,
    positives: Tensor,
    negatives: Tensor,
    weights: Tensor,
    p: List[Tensor]) -> Tensor:
    scaled = (self).scaled(users, p[1])
    n = torch.size(negatives, 1)
    both = (self).items(torch.cat([torch.unsqueeze(positives, 1), negatives], 1), p[0])
    scores = torch.add(torch.squeeze(torch.matmul(both, torch.unsqueeze(scaled, 2)), 2), self.prior)
    own = torch.softplus(torch.neg(torch.select(scores, 1, 0)))
    others = torch.sum(torch.softplus(torch.slice(scores, 1, 1)), [1])
    losses = torch.div(torch.add(torch.mul(own, self.beta), others), torch.add(n, 1))
    return torch.sum(torch.mul(losses, weights))
  # u (P, d) scaled users, both (P, 1 + n, d) the positive and the negatives of each target -> the loss (1) and the gradients of both
  def few_gradients(self: __torch__.Losses,
    u: Tensor,
    both: Tensor,
    weights: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    each = torch.unsqueeze(torch.div(weights, torch.size(both, 1)), 1)
    scores = torch.add(torch.squeeze(torch.matmul(both, torch.unsqueeze(u, 2)), 2), self.prior)
    own = torch.slice(scores, 1, 0, 1)
    others = torch.slice(scores, 1, 1)
    losses = torch.add(torch.mul(torch.softplus(torch.neg(own)), self.beta), torch.sum(torch.softplus(others), [1], True))
    own_gradient = torch.mul(torch.sigmoid(torch.neg(own)), torch.neg(self.beta))
    gradient = torch.unsqueeze(torch.mul(torch.cat([own_gradient, torch.sigmoid(others)], 1), each), 2)
    gradient_u = torch.squeeze(torch.matmul(torch.transpose(both, 1, 2), gradient), 2)
    total = torch.reshape(torch.sum(torch.mul(losses, each)), [1])
    return (total, gradient_u, torch.mul(gradient, torch.unsqueeze(u, 1)))
  # The loss of a step without autograd. users (P, d) of unit length where compared by cosine, x what the loss of this module looks at:
  # sampled softmax [positives (P), negatives (N), positive_logq (P), negative_logq (N), hits (H)], full softmax [columns (P, 1)], gbce
  # [columns (P, 1), negative_columns (P, n)], gbce of few [positives (P), negatives (P, n)]. -> the loss (1) and the gradients of the
  # users, of the items (N) that were looked at, and of the logarithm of the temperature (1)
  def gradients(self: __torch__.Losses,
    users: Tensor,
    x: List[Tensor],
    candidates: Tensor,
    weights: Tensor,
    p: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    if self.sampled:
      ids = torch.cat([x[0], x[1]])
    else:
      if self.few:
        ids = torch.flatten(torch.cat([torch.unsqueeze(x[0], 1), x[1]], 1))
      else:
        ids = candidates
    rows = torch.embedding(p[0], ids)
    length = rows
    v = rows
    if self.cosine:
      length = torch.clamp_min(torch.norm(rows, 2, [-1], True), 1e-12)
      v = torch.div(rows, length)
    u = (self).scaled(users, p[1])
    if self.sampled:
      total, gradient_u, gradient_v = (self).sampled_softmax_gradients(u, v, x[2], x[3], x[4], weights)
    else:
      if self.few:
        n = torch.size(x[1], 1)
        total, gradient_u, gradient_few = (self).few_gradients(u, torch.reshape(v, [-1, torch.add(n, 1), torch.size(v, 1)]), weights)
        gradient_v = torch.flatten(gradient_few, 0, 1)
      else:
        total, gradient_u, gradient_v = (self).candidates_gradients(u, v, x[0], x[torch.sub(torch.len(x), 1)], weights, self.softmax)
    gradient_temperature = torch.zeros_like(p[1])
    gradient_users = gradient_u
    gradient_rows = gradient_v
    if self.cosine:
      temperature = torch.exp(p[1])
      lowest = torch.clamp_min(temperature, self.min_temperature)
      gradient_users = torch.div(gradient_u, lowest)
      learned = torch.to(torch.ge(temperature, self.min_temperature), self.float32)
      by_temperature = torch.neg(torch.sum(torch.mul(gradient_users, u)))
      gradient_temperature = torch.mul(torch.mul(by_temperature, temperature), learned)
      along = torch.sum(torch.mul(gradient_v, v), [1], True)
      gradient_rows = torch.div(torch.sub(gradient_v, torch.mul(v, along)), length)
    return (total, gradient_users, ids, gradient_rows, gradient_temperature)
  # The value of `total`, with the gradients of two arrays
  def surrogate(self: __torch__.Losses,
    total: Tensor,
    x: Tensor,
    gradient_x: Tensor,
    y: Tensor,
    gradient_y: Tensor) -> Tensor:
    linear = torch.add(torch.sum(torch.mul(x, gradient_x)), torch.sum(torch.mul(y, gradient_y)))
    return torch.add(torch.sub(linear, torch.detach(linear)), torch.squeeze(total, 0))
  # (P, d) -> (P, d), divided by the temperature
  def scaled(self: __torch__.Losses,
    users: Tensor,
    log_temperature: Tensor) -> Tensor:
    if self.cosine:
      y = torch.div(users, torch.clamp_min(torch.exp(log_temperature), self.min_temperature))
    else:
      y = users
    return y
  # (N) -> (N, d), of unit length where the model compares by cosine
  def items(self: __torch__.Losses,
    ids: Tensor,
    table: Tensor) -> Tensor:
    x = torch.embedding(table, ids)
    if self.cosine:
      y = torch.div(x, torch.clamp_min(torch.norm(x, 2, [-1], True), 1e-12))
    else:
      y = x
    return y
  # What a matrix product multiplies: in bfloat16 where asked for
  def factor(self: __torch__.Losses,
    x: Tensor) -> Tensor:
    if self.bf16:
      y = torch.to(x, self.bfloat16)
    else:
      y = x
    return y
  # The product of two factors, float32
  def product(self: __torch__.Losses,
    x: Tensor,
    y: Tensor) -> Tensor:
    return torch.to(torch.matmul(x, y), self.float32)
  # Adds the product of two factors to a float32 sum
  def accumulate(self: __torch__.Losses,
    sum: Tensor,
    x: Tensor,
    y: Tensor) -> Tensor:
    if self.bf16:
      z = torch.add_(sum, torch.matmul(x, y))
    else:
      z = torch.addmm_(sum, x, y)
    return z
  # Targets per tile: where there are many, a multiple of tile_rows, as their number is, so that few
  # shapes occur
  def tile(self: __torch__.Losses,
    columns: int) -> int:
    most = torch.add(torch.floordiv(self.tile_scores, torch.add(columns, 1)), 1)
    if torch.gt(most, self.tile_rows):
      tile = torch.sub(most, torch.remainder(most, self.tile_rows))
    else:
      tile = most
    return tile
  def tiles(self: __torch__.Losses,
    rows: int,
    tile: int) -> int:
    return torch.floordiv(torch.sub(torch.add(rows, tile), 1), tile)
