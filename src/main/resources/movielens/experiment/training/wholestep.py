# Serialised TorchScript, no Python: see layers.py
class WholeStep(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  # The engine's number for a type
  float32 : int
  device_is_gpu : bool
  encoder : __torch__.Written
  loss : __torch__.Losses
  optimizer : __torch__.AdamW
  # A step of training. In the program's memory, each in one piece: longs, INT64: ids (B * T), gaps (B * T), rows (P), positives (P),
  # others (N), hits (H); reals, FLOAT32: weights (P) and, for sampled softmax, logq of positives (P) and of others (N). sizes are B, T,
  # P, N and H. Moves the parameters p along the gradients of the batch; the gradients g are zero before and after. decayed and others:
  # p, g, m and v of the parameters that decay and of those that do not; steps: number of this step -> (2) the loss and the global norm
  # of the gradients
  def take(self: __torch__.WholeStep,
    longs: Tensor,
    reals: Tensor,
    noise: Tensor,
    candidates: Tensor,
    sizes: List[int],
    p: List[Tensor],
    g: List[Tensor],
    decayed: List[List[Tensor]],
    others: List[List[Tensor]],
    steps: float,
    rate: float,
    decay: float,
    clip: float) -> Tensor:
    optimizer = self.optimizer
    value = (self).gradients(longs, reals, noise, candidates, sizes, p, g)
    norm = (optimizer).norm(torch.add(decayed[1], others[1]))
    step = torch.full([], steps, dtype=self.float32, device=norm.device)
    _0 = (self).move(decayed, step, norm, rate, decay, clip)
    if torch.gt(torch.len(others[0]), 0):
      _1 = (self).move(others, step, norm, rate, 0., clip)
    return torch.cat([value, torch.reshape(norm, [1])])
  def move(self: __torch__.WholeStep,
    x: List[List[Tensor]],
    step: Tensor,
    norm: Tensor,
    rate: float,
    decay: float,
    clip: float) -> Tensor:
    optimizer = self.optimizer
    steps = annotate(List[Tensor], [])
    for i in range(torch.len(x[0])):
      _0 = torch.append(steps, step)
    return (optimizer).step(x[0], x[1], x[2], x[3], steps, [norm], rate, decay, clip)
  # Adds the gradients of a batch to g -> (1) its loss
  def gradients(self: __torch__.WholeStep,
    longs: Tensor,
    reals: Tensor,
    noise: Tensor,
    candidates: Tensor,
    sizes: List[int],
    p: List[Tensor],
    g: List[Tensor]) -> Tensor:
    encoder = self.encoder
    loss = self.loss
    windows = sizes[0]
    length = sizes[1]
    targets = sizes[2]
    positions = torch.mul(windows, length)
    whole = (self).sent(longs, p[0])
    real = (self).sent(reals, p[0])
    ids, gaps, rows, positives, other, hit = torch.split(whole, [positions, positions, targets, targets, sizes[3], sizes[4]])
    ids = torch.reshape(ids, [windows, length])
    gaps = torch.reshape(gaps, [windows, length])
    weights = torch.slice(real, 0, 0, targets)
    tape = annotate(List[Tensor], [])
    layers = encoder.layers
    classes, logs = (layers).times(gaps)
    users = (encoder).users(ids, gaps, classes, logs, rows, noise, p, tape)
    if loss.sampled:
      logq = torch.slice(real, 0, targets, torch.mul(targets, 2))
      x = [positives, other, logq, torch.slice(real, 0, torch.mul(targets, 2)), hit]
    else:
      if loss.few:
        x = [positives, torch.reshape(other, [targets, -1])]
      else:
        columns = torch.reshape(positives, [targets, 1])
        if loss.softmax:
          x = [columns]
        else:
          x = [columns, torch.reshape(other, [targets, -1])]
    value, of_users, looked_at, of_items, of_temperature = (loss).gradients(users, x, candidates, weights, [p[0], p[2]])
    of_read = (encoder).gradients(of_users, ids, gaps, classes, logs, rows, p, g, tape)
    every = torch.cat([torch.flatten(ids), looked_at])
    of_table = torch.embedding_dense_backward(torch.cat([of_read, of_items]), every, torch.size(p[0], 0), -1, False)
    _0 = torch.add_(g[0], of_table)
    if loss.cosine:
      _1 = torch.add_(g[2], of_temperature)
    return value
  # To where p is, without waiting: from memory that the system does not move
  def sent(self: __torch__.WholeStep,
    x: Tensor,
    p: Tensor) -> Tensor:
    y = x
    if self.device_is_gpu:
      y = torch.to(torch.pin_memory(x), p.device, x.dtype, True)
    return y
