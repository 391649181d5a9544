class Product(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  times : int
  # a (n, n), b one (n, n) -> (n, n), their product as bfloat16, made so many times
  def bfloat16(self: __torch__.Product,
    a: Tensor,
    b: List[Tensor]) -> Tensor:
    x = torch.to(a, 15)
    y = torch.to(b[0], 15)
    z = x
    for i in range(self.times):
      z = torch.matmul(x, y)
    return torch.to(z, 6)
